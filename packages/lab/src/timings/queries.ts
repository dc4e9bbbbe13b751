import type { Db } from '../queue/queries.ts'

export async function insertTiming(
  db: Db,
  timing: { slug: string; what: string; model: string | null; seconds: number; at: string },
): Promise<void> {
  await db.insertInto('timings').values(timing).execute()
}

/** Seconds of the newest runs of one thing, newest first. */
export async function findTimings(db: Db, slug: string, what: string, model: string | null, limit: number): Promise<number[]> {
  const query = db.selectFrom('timings').select('seconds').where('slug', '=', slug).where('what', '=', what)
  const ofModel = model === null ? query.where('model', 'is', null) : query.where('model', '=', model)
  const rows = await ofModel.orderBy('id', 'desc').limit(limit).execute()
  return rows.map((row) => row.seconds)
}

/** Seconds of the newest runs of anything. */
export async function findRecentTimings(db: Db, limit: number): Promise<number[]> {
  const rows = await db.selectFrom('timings').select('seconds').orderBy('id', 'desc').limit(limit).execute()
  return rows.map((row) => row.seconds)
}
