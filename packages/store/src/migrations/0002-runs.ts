import type { Kysely } from 'kysely'

import type { Dialect } from '../dialects/dialect.ts'
import type { Schema } from '../schema.ts'
import { rowNumber } from './row-number.ts'

/** The lab's tables: runs and their queue, the ledger of claims, timings. */
export async function up(db: Kysely<Schema>, dialect: Dialect): Promise<void> {
  await createRuns(db)
  await createLedger(db, dialect)
  await db.schema
    .createTable('timings')
    .addColumn('id', ...rowNumber(dialect))
    .addColumn('slug', 'text', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('model', 'text')
    .addColumn('seconds', 'real', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('timings_slug').on('timings').columns(['slug', 'what']).execute()
}

async function createRuns(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('runs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('slug', 'text', (column) => column.notNull())
    .addColumn('experiment', 'text')
    .addColumn('size', 'text')
    .addColumn('seed', 'integer')
    .addColumn('input', 'text', (column) => column.notNull().defaultTo('{}'))
    .addColumn('model', 'text')
    .addColumn('cache_key', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempt', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('cancel_requested', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until', 'text')
    .addColumn('progress', 'text')
    .addColumn('result', 'text')
    .addColumn('error', 'text')
    .addColumn('delete_token_hash', 'text')
    .addColumn('requester', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('started_at', 'text')
    .addColumn('finished_at', 'text')
    .execute()
  await db.schema.createIndex('runs_state').on('runs').columns(['state', 'created_at']).execute()
  await db.schema.createIndex('runs_slug').on('runs').columns(['slug', 'created_at']).execute()
  await db.schema.createIndex('runs_cache_key').on('runs').column('cache_key').execute()
}

async function createLedger(db: Kysely<Schema>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('ledger')
    .addColumn('id', ...rowNumber(dialect))
    .addColumn('slug', 'text', (column) => column.notNull())
    .addColumn('claim', 'text', (column) => column.notNull())
    .addColumn('kind', 'text')
    .addColumn('paper', 'real')
    .addColumn('measured', 'real')
    .addColumn('unit', 'text', (column) => column.notNull())
    .addColumn('interval', 'text')
    .addColumn('n', 'integer')
    .addColumn('verdict', 'text', (column) => column.notNull())
    .addColumn('run', 'text', (column) => column.notNull())
    .addColumn('code_method', 'text', (column) => column.notNull())
    .addColumn('code_spine', 'text', (column) => column.notNull())
    .addColumn('recorded_at', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('ledger_slug').on('ledger').columns(['slug', 'claim', 'recorded_at']).execute()
  await db.schema.createIndex('ledger_run').on('ledger').column('run').execute()
}
