import type { Db } from '../queue/queries.ts'
import { findRecentTimings, findTimings } from './queries.ts'

/** A run is expected to take what the median of so many before it took. */
const remembered = 5

/** What a run is, for its timing: a try, or an experiment at a size. */
export function timedAs(experiment: string | null, size: string | null): string {
  return experiment === null ? 'try' : `${experiment} ${size}`
}

/** Seconds to expect of a run on this machine: the median of the last five; null where there was none. */
export async function expectedSeconds(db: Db, slug: string, what: string, model: string | null): Promise<number | null> {
  return median(await findTimings(db, slug, what, model, remembered))
}

/** Seconds that any run takes: after how long a full queue is worth another look. A minute where nothing has run yet. */
export async function usualSeconds(db: Db): Promise<number> {
  return median(await findRecentTimings(db, 2 * remembered)) ?? 60
}

function median(values: readonly number[]): number | null {
  if (!values.length) return null
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
