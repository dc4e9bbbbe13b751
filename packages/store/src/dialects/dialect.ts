import type { Expression, ExpressionBuilder, Kysely, Selectable, SqlBool, Transaction } from 'kysely'

import type { RunTable, Schema } from '../schema.ts'

/** What a database can do, by name: other code asks these and never which database it is. */
export type Capabilities = {
  /** Several writing transactions at the same time. */
  readonly parallelWrites: boolean
  /** A second machine may open the same database. */
  readonly manyMachines: boolean
  /** A row number is `integer primary key autoincrement` (true) or `serial primary key` (false). */
  readonly autoIncrementKeyword: boolean
}

/** What a search asks the word index for. Each entry is a phrase of one or more words; all must be found. */
export type WordMatch = {
  /** Anywhere in a paper. */
  readonly phrases: readonly string[]
  /** Within one author's name. */
  readonly names: readonly string[]
  readonly organizations: readonly string[]
}

/** A condition on papers beside the words (days, categories); undefined where there is none, which is faster. */
export type PaperCondition = ((eb: ExpressionBuilder<Schema, 'papers'>) => Expression<SqlBool>) | undefined

export type Ranked = { readonly seq: number; readonly score: number }
export type Window = { readonly limit: number; readonly offset: number }

/** The word index over papers. Case and accents are folded, nothing is stemmed; it is current after every commit. */
export type WordIndex = {
  /** Papers that match. */
  count(db: Kysely<Schema>, match: WordMatch, condition: PaperCondition): Promise<number>
  /** By exact BM25, best first; `score` is positive, larger is better. `expected`: how many match, where it is known. */
  ranked(db: Kysely<Schema>, match: WordMatch, condition: PaperCondition, window: Window, expected?: number): Promise<Ranked[]>
  /** Last added first, every score 0: for matches too many and too alike to rank. */
  newest(db: Kysely<Schema>, match: WordMatch, condition: PaperCondition, window: Window): Promise<Ranked[]>
  /** The best passage of each paper named, matches between U+0002 and U+0003. */
  snippets(db: Kysely<Schema>, match: WordMatch, seqs: readonly number[]): Promise<Map<number, string>>
}

/**
 * The part of the run queue that databases do differently: taking a run so that no two workers have it.
 * Renewing, cancelling and finishing are plain updates guarded by `lease_owner`, and are written where the queue's rules are.
 */
export type LeaseQueries = {
  /**
   * Marks one run as running for `owner` until `until` (ISO) and returns it: the oldest queued one, else the oldest
   * whose lease ended before `now` and that has attempts left. Undefined where there is none. One statement: two
   * workers that ask at once get two different runs.
   */
  leaseNext(
    db: Kysely<Schema>,
    lease: { readonly owner: string; readonly now: string; readonly until: string; readonly maxAttempts: number; readonly id?: string },
  ): Promise<Selectable<RunTable> | undefined>
}

/** One database: the same parts under the same names in each folder. */
export type Dialect = {
  readonly name: string
  readonly capabilities: Capabilities
  readonly words: WordIndex
  readonly leases: LeaseQueries
  hasTable(db: Kysely<Schema>, name: string): Promise<boolean>
  /** Creates the word index over the table papers; called once, by its migration. */
  createWordIndex(db: Kysely<Schema>): Promise<void>
}

/** An open database. */
export type Store = AsyncDisposable & {
  readonly db: Kysely<Schema>
  readonly dialect: Pick<Dialect, 'name' | 'capabilities'>
  readonly words: WordIndex
  readonly leases: LeaseQueries
  /** Everything in `body` is written, or nothing; use the handle it is given and not `db`, which would wait for it. */
  transaction<T>(body: (trx: Transaction<Schema>) => Promise<T>): Promise<T>
  /**
   * Changes with every commit by any process, ours included. Synchronous and cheap (about 4 µs). Two openings never share
   * numbers, so it can stand in an ETag.
   */
  dataVersion(): number
  /** Waits for what was asked before, then closes. */
  close(): Promise<void>
}
