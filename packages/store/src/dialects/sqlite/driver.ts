import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryCompiler,
  type QueryResult,
  SelectQueryNode,
  type TransactionSettings,
} from 'kysely'

import type { HeldThread, SqliteConnections } from './connection.ts'
import type { Answer } from './thread.ts'
import { checkParameters } from './values.ts'

/** Kysely's driver over the threads: reads outside transactions go to readers, everything else to the one writer. */
export class SqliteDriver implements Driver {
  readonly #connections: SqliteConnections

  constructor(connections: SqliteConnections) {
    this.#connections = connections
  }

  init(): Promise<void> {
    return this.#connections.opened()
  }

  async acquireConnection(): Promise<SqliteConnection> {
    return new SqliteConnection(this.#connections)
  }

  async beginTransaction(connection: SqliteConnection, settings: TransactionSettings): Promise<void> {
    await connection.begin(settings.accessMode === 'read only')
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    await connection.end('commit')
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    await connection.end('rollback')
  }

  async savepoint(connection: SqliteConnection, name: string, _compile: QueryCompiler['compileQuery']): Promise<void> {
    await connection.executeQuery(savepointQuery('savepoint', name))
  }

  async rollbackToSavepoint(connection: SqliteConnection, name: string, _compile: QueryCompiler['compileQuery']): Promise<void> {
    await connection.executeQuery(savepointQuery('rollback to', name))
  }

  async releaseSavepoint(connection: SqliteConnection, name: string, _compile: QueryCompiler['compileQuery']): Promise<void> {
    await connection.executeQuery(savepointQuery('release', name))
  }

  async releaseConnection(connection: SqliteConnection): Promise<void> {
    connection.letGo()
  }

  destroy(): Promise<void> {
    return this.#connections.close()
  }
}

/** What Kysely holds for the length of a query or a transaction. */
class SqliteConnection implements DatabaseConnection {
  readonly #connections: SqliteConnections
  #held: HeldThread | undefined

  constructor(connections: SqliteConnections) {
    this.#connections = connections
  }

  async begin(readOnly: boolean): Promise<void> {
    this.#held = readOnly ? this.#connections.holdReader() : await this.#connections.holdWriter()
    await this.#held.thread.request({ op: 'begin' })
  }

  async end(op: 'commit' | 'rollback'): Promise<void> {
    await this.#held?.thread.request({ op })
  }

  letGo(): void {
    this.#held?.release()
    this.#held = undefined
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    checkParameters(query.parameters, query.sql)
    return toResult(await this.#ask(query))
  }

  async *streamQuery<R>(query: CompiledQuery, chunkSize = 500): AsyncIterableIterator<QueryResult<R>> {
    checkParameters(query.parameters, query.sql)
    const { thread, release } = this.#held ? { thread: this.#held.thread, release: () => {} } : this.#connections.holdReader()
    try {
      await thread.request({ op: 'stream', sql: query.sql, parameters: query.parameters })
      for (;;) {
        const chunk = await thread.request({ op: 'fetch', rowCount: chunkSize })
        if (chunk.rows.length > 0) yield toResult<R>(chunk)
        if (chunk.rows.length < chunkSize) return
      }
    } finally {
      if (thread.alive) await thread.request({ op: 'endStream' })
      release()
    }
  }

  #ask(query: CompiledQuery): Promise<Answer> {
    const { sql, parameters } = query
    if (this.#held) return this.#held.thread.request({ op: 'execute', sql, parameters })
    return onlyReads(query) ? this.#connections.read(sql, parameters) : this.#connections.write(sql, parameters)
  }
}

function onlyReads({ query, sql }: CompiledQuery): boolean {
  return SelectQueryNode.is(query) || /^\s*(select|values|explain)\b/i.test(sql)
}

function savepointQuery(command: string, name: string): CompiledQuery {
  return CompiledQuery.raw(`${command} "${name.replaceAll('"', '""')}"`)
}

function toResult<R>({ columns, rows, changes, insertId }: Answer): QueryResult<R> {
  return {
    rows: rows.map((row) => toObject(columns, row)) as R[],
    numAffectedRows: changes === undefined ? BigInt(rows.length) : BigInt(changes),
    insertId: insertId === undefined ? undefined : BigInt(insertId),
  }
}

function toObject(columns: readonly string[], row: readonly unknown[]): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (let i = 0; i < columns.length; i++) object[columns[i]] = row[i]
  return object
}
