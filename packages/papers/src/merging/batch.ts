import type { PaperAuthorTable, Schema } from '@offprint/store'
import type { Transaction } from 'kysely'

import { authorSlug } from '../identity/fold.ts'
import { identify } from '../identity/paper-id.ts'
import type { PaperRecord, Source } from '../paper.ts'
import { Bench, type BenchResult } from './bench.ts'
import type { Draft } from './paper-index.ts'
import { fromRow, toRow } from './row.ts'

export type SourcedRecord = { readonly record: PaperRecord; readonly source: Source }
export type BatchCounts = { readonly added: number; readonly changed: number; readonly unchanged: number }

/** Merges a batch into the stored papers, inside the transaction that the caller holds. */
export async function mergeBatch(trx: Transaction<Schema>, records: readonly SourcedRecord[], now: Date): Promise<BatchCounts> {
  const bench = new Bench()
  await loadMatches(trx, records, bench)
  for (const { record, source } of records) bench.take(record, source)
  const result = bench.result()
  await write(trx, result, now.toISOString())
  return { added: result.added.length, changed: result.changed.length, unchanged: result.unchangedCount }
}

/** Puts on the bench every stored paper that one of the records may be about. */
async function loadMatches(trx: Transaction<Schema>, records: readonly SourcedRecord[], bench: Bench): Promise<void> {
  const identities = records.map(({ record }) => identify(record))
  const papers = trx.selectFrom('papers').selectAll('papers')
  const ids = [...new Set(identities.flatMap(({ ids }) => ids))]
  const lookUps = [
    ...chunks(ids).map((some) => papers.where('id', 'in', some)),
    ...chunks(distinct(identities.map(({ doi }) => doi))).map((some) => papers.where('doi', 'in', some)),
    ...chunks(distinct(identities.map(({ titleKey }) => titleKey))).map((some) => papers.where('title_key', 'in', some)),
    ...chunks(ids).map((some) => papers.innerJoin('paper_aliases', 'paper_aliases.seq', 'papers.seq').where('alias', 'in', some)),
  ]
  for (const lookUp of lookUps) for (const row of await lookUp.execute()) bench.know(row.seq, fromRow(row))
  for (const some of chunks(ids)) {
    for (const { alias, seq } of await trx.selectFrom('paper_aliases').selectAll().where('alias', 'in', some).execute())
      bench.knowAlias(alias, seq)
  }
}

async function write(trx: Transaction<Schema>, { added, changed, aliased, mergedAway }: BenchResult, now: string): Promise<void> {
  // Rows that go make room for the ids that move.
  for (const { seq, into } of mergedAway) await removeMerged(trx, seq, into.seq as number)
  for (const draft of changed) {
    const row = { ...toRow(draft), updated_at: now }
    await trx
      .updateTable('papers')
      .set(row)
      .where('seq', '=', draft.seq as number)
      .execute()
  }
  const seqs = await insertPapers(trx, added, now)
  const seqOf = (draft: Readonly<Draft>): number => draft.seq ?? (seqs.get(draft.id) as number)
  await insertAliases(
    trx,
    aliased.flatMap((draft) => [...draft.newAliases].map((alias) => ({ alias, seq: seqOf(draft) }))),
  )
  const reauthored = changed.filter(({ before, fields }) => before && fields.authors?.value !== before.fields.authors?.value)
  await deleteAuthors(
    trx,
    reauthored.map((draft) => draft.seq as number),
  )
  await insertAuthors(
    trx,
    [...added, ...reauthored].flatMap((draft) => authorRows(draft, seqOf(draft))),
  )
}

async function removeMerged(trx: Transaction<Schema>, gone: number, into: number): Promise<void> {
  await trx.updateTable('paper_aliases').set({ seq: into }).where('seq', '=', gone).execute()
  await deleteAuthors(trx, [gone])
  await trx.deleteFrom('papers').where('seq', '=', gone).execute()
}

async function insertPapers(trx: Transaction<Schema>, added: readonly Readonly<Draft>[], now: string): Promise<Map<string, number>> {
  const seqs = new Map<string, number>()
  for (const some of chunks(added)) {
    const rows = some.map((draft) => ({ ...toRow(draft), created_at: now, updated_at: now }))
    for (const { id, seq } of await trx.insertInto('papers').values(rows).returning(['id', 'seq']).execute()) seqs.set(id, seq)
  }
  return seqs
}

async function insertAliases(trx: Transaction<Schema>, aliases: readonly { alias: string; seq: number }[]): Promise<void> {
  for (const some of chunks(aliases)) {
    const insert = trx.insertInto('paper_aliases').values(some)
    await insert.onConflict((conflict) => conflict.column('alias').doNothing()).execute()
  }
}

async function deleteAuthors(trx: Transaction<Schema>, seqs: readonly number[]): Promise<void> {
  for (const some of chunks(seqs)) await trx.deleteFrom('paper_authors').where('seq', 'in', some).execute()
}

async function insertAuthors(trx: Transaction<Schema>, authors: readonly PaperAuthorTable[]): Promise<void> {
  for (const some of chunks(authors)) await trx.insertInto('paper_authors').values(some).execute()
}

function authorRows({ fields }: Readonly<Draft>, seq: number): PaperAuthorTable[] {
  const names = (fields.authors?.value ?? []) as readonly string[]
  return names.map((name, position) => ({ seq, position, name, slug: authorSlug(name) }))
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))]
}

/**
 * Pieces of 512, 256 … 1 items: statements of ten sizes, which stay prepared. A statement of its own size for every batch would be
 * prepared each time, and a few hundred of them with thousands of parameters fill the memory.
 */
export function chunks<Item>(items: readonly Item[]): Item[][] {
  const pieces: Item[][] = []
  let start = 0
  for (let size = 512; size >= 1; size /= 2) {
    for (; items.length - start >= size; start += size) pieces.push(items.slice(start, start + size))
  }
  return pieces
}
