/** A thread that owns one SQLite connection and answers requests in order. Started by thread-client.ts. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

import { type Failure, failureOf } from './failures.ts'

export type ThreadSettings = { readonly path: string; readonly readOnly: boolean }

/** Run before each commit where `check` finds a row: how the word index is kept current. */
export type BeforeCommit = { readonly check: string; readonly run: readonly string[] }

export type Operation =
  /** One statement as it is: on a reader, or inside a transaction. */
  | { readonly op: 'execute'; readonly sql: string; readonly parameters: readonly unknown[] }
  /** One writing statement in a transaction of its own. */
  | { readonly op: 'write'; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly op: 'begin' | 'commit' | 'rollback' | 'close' }
  /** A long answer is started, then fetched in pieces (fewer than `rowCount` rows are the last), then ended; one at a time. */
  | { readonly op: 'stream'; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly op: 'fetch'; readonly rowCount: number }
  | { readonly op: 'endStream' }
  | { readonly op: 'configure'; readonly beforeCommit: BeforeCommit }

/** Rows travel as arrays beside one list of column names: half the bytes of objects. */
export type Answer = {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
  readonly changes?: number | bigint
  readonly insertId?: number | bigint
}
export type Reply = { readonly id: number; readonly answer?: Answer; readonly failure?: Failure }

type Prepared = { readonly statement: StatementSync; readonly columns: readonly string[] }

const busyTimeoutMs = 5000
const statementLimit = 200
// A prepared statement takes many times the memory of its text: those with thousands of parameters must not stay by the hundred.
const statementTextLimit = 1_000_000
const empty: Answer = { columns: [], rows: [] }

const { path, readOnly } = workerData as ThreadSettings
const port = parentPort!
const statements = new Map<string, Prepared>()
let textLength = 0 // of all their SQL
let beforeCommit: BeforeCommit | undefined
let stream: { readonly columns: readonly string[]; readonly rows: Iterator<unknown> } | undefined

// FULL: an acknowledged write survives the loss of power. A journal of up to 64 MB (16,000 pages) before it is folded into the
// file: an import of 75,481 papers writes 1.6 GB instead of 2.1 with SQLite's 1,000 pages.
const writerSettings = `
  pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -64000;
  pragma temp_store = memory; pragma wal_autocheckpoint = 16000; pragma journal_size_limit = 67108864`

let db: DatabaseSync

try {
  db = open()
  port.on('message', (request: Operation & { id: number }) => {
    port.postMessage(reply(request))
    if (request.op === 'close') port.close()
  })
  port.postMessage({ id: 0, answer: empty } satisfies Reply)
} catch (error) {
  // Told, not thrown: an error event could overtake this message. With nobody listening the thread ends by itself.
  port.postMessage({ id: 0, failure: failureOf(error) } satisfies Reply)
}

function reply(request: Operation & { id: number }): Reply {
  try {
    return { id: request.id, answer: answer(request) }
  } catch (error) {
    return { id: request.id, failure: failureOf(error) }
  }
}

function answer(request: Operation): Answer {
  switch (request.op) {
    case 'execute':
      return execute(request.sql, request.parameters)
    case 'write':
      return write(request.sql, request.parameters)
    case 'begin':
      return execute(readOnly ? 'begin' : 'begin immediate', [])
    case 'commit':
      return commit()
    case 'rollback':
      return rollback()
    case 'stream':
      return startStream(request.sql, request.parameters)
    case 'fetch':
      return fetchRows(request.rowCount)
    case 'endStream':
      stream?.rows.return?.()
      stream = undefined
      return empty
    case 'configure':
      beforeCommit = request.beforeCommit
      statements.clear()
      textLength = 0
      return empty
    case 'close':
      db.close()
      return empty
  }
}

function execute(sql: string, parameters: readonly unknown[]): Answer {
  const { statement, columns } = prepare(sql)
  if (columns.length > 0) return { columns, rows: statement.all(...bound(parameters)) as unknown as unknown[][] }
  const { changes, lastInsertRowid } = statement.run(...bound(parameters))
  return { columns, rows: [], changes, insertId: lastInsertRowid }
}

/** node:sqlite binds every number as a double; FTS5 then overlooks a row number (`rowid = 7.0` matches every row). */
function bound(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => (Number.isSafeInteger(value) ? BigInt(value as number) : (value as SQLInputValue)))
}

/** What SQLite refuses inside a transaction runs bare; none of it writes papers. */
const bare = /^\s*(pragma|vacuum|attach|detach)\b/i

function write(sql: string, parameters: readonly unknown[]): Answer {
  if (bare.test(sql)) return execute(sql, parameters)
  execute('begin immediate', [])
  try {
    const result = execute(sql, parameters)
    commit()
    return result
  } catch (error) {
    rollback()
    throw error
  }
}

function commit(): Answer {
  if (beforeCommit && execute(beforeCommit.check, []).rows.length > 0) {
    for (const sql of beforeCommit.run) execute(sql, [])
  }
  return execute('commit', [])
}

/** A full disk rolls back by itself: then there is nothing left to do. */
function rollback(): Answer {
  stream = undefined
  return db.isTransaction ? execute('rollback', []) : empty
}

function startStream(sql: string, parameters: readonly unknown[]): Answer {
  // Not from the cache: the same text may run as an ordinary query while rows are still being fetched.
  const { statement, columns } = compile(sql)
  stream = { columns, rows: statement.iterate(...bound(parameters)) }
  return empty
}

function fetchRows(rowCount: number): Answer {
  if (!stream) return empty
  const rows: unknown[][] = []
  while (rows.length < rowCount) {
    const next = stream.rows.next()
    if (next.done) break
    rows.push(next.value as unknown[])
  }
  return { columns: stream.columns, rows }
}

/** The least recently used statement leaves when the cache is full: a Map keeps the order of insertion. */
function prepare(sql: string): Prepared {
  const known = statements.get(sql)
  if (known) {
    statements.delete(sql)
    statements.set(sql, known)
    return known
  }
  const prepared = compile(sql)
  statements.set(sql, prepared)
  textLength += sql.length
  for (const oldest of statements.keys()) {
    if (statements.size <= statementLimit && textLength <= statementTextLimit) break
    statements.delete(oldest)
    textLength -= oldest.length
  }
  return prepared
}

function compile(sql: string): Prepared {
  const statement = db.prepare(sql)
  statement.setReturnArrays(true)
  return { statement, columns: statement.columns().map((column) => column.name) }
}

function open(): DatabaseSync {
  const deadline = Date.now() + busyTimeoutMs
  for (;;) {
    let opened: DatabaseSync | undefined
    try {
      opened = new DatabaseSync(path, { readOnly, timeout: busyTimeoutMs })
      opened.exec(readOnly ? 'pragma cache_size = -32000' : writerSettings)
      return opened
    } catch (error) {
      opened?.close()
      // Two processes that turn a new file to WAL at once: SQLite answers busy without waiting.
      if (((failureOf(error).errcode ?? 0) & 0xff) !== 5 || Date.now() > deadline) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}
