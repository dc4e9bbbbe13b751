import type { Schema } from '@offprint/store'
import type { Insertable } from 'kysely'

import type { Db } from '../queue/queries.ts'

export type LedgerRow = Awaited<ReturnType<typeof findLedgerRows>>[number]

/** Adds rows; the ledger knows no other change. */
export async function insertLedgerRows(db: Db, rows: readonly Insertable<Schema['ledger']>[]): Promise<void> {
  if (rows.length) await db.insertInto('ledger').values(rows).execute()
}

/** All rows (of one paper), oldest first, with the size of the run that each comes from. */
export async function findLedgerRows(db: Db, slug?: string) {
  const query = db.selectFrom('ledger').leftJoin('runs', 'runs.id', 'ledger.run').selectAll('ledger').select('runs.size')
  const chosen = slug === undefined ? query : query.where('ledger.slug', '=', slug)
  return chosen.orderBy('ledger.recorded_at').orderBy('ledger.id').execute()
}
