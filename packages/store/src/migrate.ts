import { type Kysely, sql, type Transaction } from 'kysely'

import type { Dialect } from './dialects/dialect.ts'
import { StoreError } from './errors.ts'
import { type Migration, migrations } from './migrations/index.ts'
import type { Schema } from './schema.ts'

type WithMigrations = Schema & { schema_migrations: { name: string; applied_at: string } }

/**
 * Applies what is missing, all in one transaction; a database that has rows is copied first. Two processes may do this at
 * once: the second finds nothing left to do. Refuses a database that a newer version has been at, untouched.
 */
export async function migrate(
  db: Kysely<Schema>,
  dialect: Dialect,
  copy: (before: string) => Promise<unknown>,
  known: readonly Migration[] = migrations,
): Promise<void> {
  if (missing(await applied(db, dialect), known).length === 0) return
  await db.transaction().execute(async (trx) => {
    const done = await applied(trx, dialect) // again, now that nobody else can write
    const todo = missing(done, known)
    if (todo.length > 0 && done.length > 0) await copy(todo[0].name)
    for (const migration of todo) await apply(trx, dialect, migration)
  })
}

async function apply(trx: Transaction<Schema>, dialect: Dialect, { name, up }: Migration): Promise<void> {
  await sql`create table if not exists schema_migrations (name text primary key, applied_at text not null)`.execute(trx)
  await up(trx, dialect)
  const row = { name, applied_at: new Date().toISOString() }
  await (trx as unknown as Transaction<WithMigrations>).insertInto('schema_migrations').values(row).execute()
}

async function applied(db: Kysely<Schema>, dialect: Dialect): Promise<string[]> {
  if (!(await dialect.hasTable(db, 'schema_migrations'))) return []
  const rows = await (db as unknown as Kysely<WithMigrations>).selectFrom('schema_migrations').select('name').orderBy('name').execute()
  return rows.map((row) => row.name)
}

function missing(done: readonly string[], known: readonly Migration[]): readonly Migration[] {
  const foreign = done.find((name) => !known.some((migration) => migration.name === name))
  if (foreign === undefined) return known.filter((migration) => !done.includes(migration.name))
  throw new StoreError(
    'newer-schema',
    `This database was used by a newer version of Offprint (it has the migration ${foreign}, which this version does not know). ` +
      'Nothing was changed. Start the newer version, or set OFFPRINT_HOME to another folder.',
  )
}
