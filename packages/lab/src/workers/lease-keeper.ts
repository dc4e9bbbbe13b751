import type { Progress } from '@offprint/methods'

import type { LabParts } from '../lab-parts.ts'
import { extendLease } from '../queue/queries.ts'

export type LeaseKeeper = {
  readonly note: (progress: Progress) => void
  /** Fires when the run is to stop: cancelled, deleted, or no longer ours. */
  readonly signal: AbortSignal
  readonly cancelled: () => boolean
  readonly stop: () => void
}

/** Extends a run's lease at every heartbeat, writes its newest progress, and hears the stop flag. */
export function keepLease({ db, live, pace, now }: Pick<LabParts, 'db' | 'live' | 'pace' | 'now'>, id: string, owner: string): LeaseKeeper {
  const stop = new AbortController()
  let unwritten: Progress | undefined
  let cancelled = false
  let busy = false
  const beat = async () => {
    if (busy) return
    busy = true
    const progress = unwritten
    unwritten = undefined
    const set = {
      lease_until: new Date(now().getTime() + pace.leaseMs).toISOString(),
      ...(progress && { progress: JSON.stringify(progress) }),
    }
    // A beat that fails (a busy database) is made up by the next one: the lease is many beats long.
    const row = await extendLease(db, id, owner, set).catch(() => ({ cancel_requested: 0 }))
    busy = false
    cancelled ||= row?.cancel_requested === 1
    if (!row || cancelled) stop.abort()
  }
  const timer = setInterval(() => void beat(), pace.heartbeatMs)
  return {
    note: (progress) => {
      unwritten = progress
      live.tell(id, progress)
    },
    signal: stop.signal,
    cancelled: () => cancelled,
    stop: () => clearInterval(timer),
  }
}
