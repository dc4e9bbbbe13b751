import type { Schema } from '@offprint/store'
import type { Insertable, Kysely, Selectable } from 'kysely'

export type RunRow = Selectable<Schema['runs']>
export type Db = Kysely<Schema>

/** Waiting runs: in all, and of one requester. */
export async function countWaiting(db: Db, requester: string): Promise<{ all: number; own: number }> {
  const rows = await db
    .selectFrom('runs')
    .select(['requester', (eb) => eb.fn.countAll().as('count')])
    .where('state', '=', 'queued')
    .groupBy('requester')
    .execute()
  const all = rows.reduce((sum, row) => sum + Number(row.count), 0)
  return { all, own: Number(rows.find((row) => row.requester === requester)?.count ?? 0) }
}

export async function insertRun(db: Db, row: Insertable<Schema['runs']>): Promise<void> {
  await db.insertInto('runs').values(row).execute()
}

/** Whether a run waits (or the one named does): a reader's question, so that an idle worker writes nothing. */
export async function isWaiting(db: Db, only?: string): Promise<boolean> {
  const waiting = db.selectFrom('runs').select('id').where('state', '=', 'queued')
  const chosen = only === undefined ? waiting : waiting.where('id', '=', only)
  return (await chosen.limit(1).executeTakeFirst()) !== undefined
}

/** Extends a lease and notes the progress. Undefined where the run is no longer this owner's (taken over, deleted). */
export async function extendLease(
  db: Db,
  id: string,
  owner: string,
  set: { lease_until: string; progress?: string },
): Promise<Pick<RunRow, 'cancel_requested'> | undefined> {
  return db
    .updateTable('runs')
    .set(set)
    .where('id', '=', id)
    .where('lease_owner', '=', owner)
    .where('state', '=', 'running')
    .returning('cancel_requested')
    .executeTakeFirst()
}

/** What a run becomes when its owner lets go of it: an end, or the queue again. */
export type Release = Partial<
  Pick<RunRow, 'state' | 'result' | 'error' | 'finished_at' | 'attempt' | 'cache_key' | 'progress' | 'started_at'>
>

/** Writes what became of a run; false where it is no longer this owner's, whose word then counts for nothing. */
export async function releaseRun(db: Db, id: string, owner: string, release: Release): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('runs')
    .set({ ...release, lease_owner: null, lease_until: null })
    .where('id', '=', id)
    .where('lease_owner', '=', owner)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
}

/** Running runs whose owner has not been heard of since its lease ended. */
export async function findExpired(db: Db, now: string): Promise<readonly RunRow[]> {
  return db.selectFrom('runs').selectAll().where('state', '=', 'running').where('lease_until', '<', now).execute()
}

/** Asks a running run to stop; false where it does not run. */
export async function requestCancel(db: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('runs')
    .set({ cancel_requested: 1 })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
}

/** Ends a run that still waits; false where it does not. */
export async function cancelWaiting(db: Db, id: string, now: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('runs')
    .set({ state: 'cancelled', finished_at: now })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
}

/** Runs that stand before this one in the queue. */
export async function countBefore(db: Db, row: Pick<RunRow, 'id' | 'created_at'>): Promise<number> {
  const { count } = await db
    .selectFrom('runs')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('state', '=', 'queued')
    .where((eb) => eb.or([eb('created_at', '<', row.created_at), eb.and([eb('created_at', '=', row.created_at), eb('id', '<', row.id)])]))
    .executeTakeFirstOrThrow()
  return Number(count)
}
