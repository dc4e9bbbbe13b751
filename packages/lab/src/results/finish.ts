import type { Card, TryResult } from '@offprint/methods'

import type { Result } from '../lab.ts'
import { ledgerRows } from '../ledger/ledger-rows.ts'
import { insertLedgerRows } from '../ledger/queries.ts'
import { type Db, type RunRow, releaseRun } from '../queue/queries.ts'
import { insertTiming } from '../timings/queries.ts'
import { timedAs } from '../timings/timings.ts'
import { resultKey } from './cache-key.ts'

export type Finished = {
  readonly row: RunRow
  readonly owner: string
  readonly card: Card
  readonly result: Result | TryResult
  readonly seconds: number
  readonly now: Date
}

/**
 * Writes a finished run, its ledger rows and its timing: all or nothing. Does nothing where the run is no longer this owner's
 * (it was deleted, or its lease went to somebody else).
 */
export async function finishRun(db: Db, finished: Finished): Promise<void> {
  const { row, owner, result, seconds, now } = finished
  const finished_at = now.toISOString()
  await db.transaction().execute(async (transaction) => {
    const cache_key = row.kind === 'experiment' ? resultKey(result as Result) : null
    const release = { state: 'done' as const, result: JSON.stringify(result), error: null, finished_at, cache_key }
    if (!(await releaseRun(transaction, row.id, owner, release))) return
    const what = timedAs(row.experiment, row.size)
    await insertTiming(transaction, { slug: row.slug, what, model: row.model, seconds, at: finished_at })
    if (row.kind === 'experiment') await insertLedgerRows(transaction, ledgerRows(result as Result, finished.card, row.id, finished_at))
  })
}
