import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely'

import { migrate } from '../../migrate.ts'
import type { Schema } from '../../schema.ts'
import type { Dialect, Store } from '../dialect.ts'
import { SqliteConnections } from './connection.ts'
import { copyDatabase } from './copy.ts'
import { createDataVersion } from './data-version.ts'
import { SqliteDriver } from './driver.ts'
import { leases } from './queue.ts'
import { createWordIndex, keepWordsCurrent, wordIndex } from './search.ts'

export const sqlite: Dialect = {
  name: 'sqlite',
  capabilities: { parallelWrites: false, manyMachines: false, autoIncrementKeyword: true },
  words: wordIndex,
  leases,
  hasTable: async (db, name) => (await sql`select 1 from sqlite_schema where name = ${name}`.execute(db)).rows.length > 0,
  createWordIndex,
}

/** Kysely would otherwise queue every query behind one connection; our driver does its own queueing. */
class ThreadedAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

/** Opens or creates the file and brings its tables up to date. Rejects with a StoreError that says what to do. */
export async function openSqlite(path: string): Promise<Store> {
  const connections = new SqliteConnections(path)
  const db = createHandle(connections)
  try {
    await connections.opened()
    await migrate(db, sqlite, (before) => copyDatabase(path, before))
    await connections.setBeforeCommit(keepWordsCurrent)
  } catch (error) {
    await connections.close().catch(() => {}) // the first error is the one to tell
    throw error
  }
  return createStore(db, path)
}

function createHandle(connections: SqliteConnections): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: {
      createDriver: () => new SqliteDriver(connections),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createAdapter: () => new ThreadedAdapter(),
      createIntrospector: (db) => new SqliteIntrospector(db),
    },
  })
}

function createStore(db: Kysely<Schema>, path: string): Store {
  const version = createDataVersion(path)
  const close = async () => {
    version.close()
    await db.destroy()
  }
  return {
    db,
    dialect: sqlite,
    words: sqlite.words,
    leases: sqlite.leases,
    transaction: (body) => db.transaction().execute(body),
    dataVersion: version.read,
    close,
    [Symbol.asyncDispose]: close,
  }
}
