import type { Db, RunRow } from '../queue/queries.ts'

export async function findRunRow(db: Db, id: string): Promise<RunRow | undefined> {
  return db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The newest finished run with this key. */
export async function findFinishedByKey(db: Db, key: string): Promise<Pick<RunRow, 'id'> | undefined> {
  return db
    .selectFrom('runs')
    .select('id')
    .where('cache_key', '=', key)
    .where('state', '=', 'done')
    .orderBy('finished_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** A run with this key that waits or runs: whoever asks for the same joins it. */
export async function findOpenByKey(db: Db, key: string): Promise<Pick<RunRow, 'id'> | undefined> {
  return db
    .selectFrom('runs')
    .select('id')
    .where('cache_key', '=', key)
    .where('state', 'in', ['queued', 'running'])
    .where('cancel_requested', '=', 0)
    .limit(1)
    .executeTakeFirst()
}

export async function deleteRunRow(db: Db, id: string): Promise<void> {
  await db.deleteFrom('runs').where('id', '=', id).execute()
}
