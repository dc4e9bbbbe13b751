import type { Schema, Store } from '@offprint/store'
import type { Insertable } from 'kysely'

import { LabError } from '../lab.ts'
import { findOpenByKey } from '../runs/queries.ts'
import {
  cancelWaiting,
  countWaiting,
  type Db,
  findExpired,
  insertRun,
  isWaiting,
  type Release,
  type RunRow,
  releaseRun,
  requestCancel,
} from './queries.ts'

export type QueueLimits = {
  /** Waiting runs in all. */
  readonly waiting: number
  /** Waiting runs of one address. */
  readonly waitingPerRequester: number
}
export const usualLimits: QueueLimits = { waiting: 20, waitingPerRequester: 3 }

/** The database, and how it hands out a run to one worker only. */
export type QueueStore = Pick<Store, 'db' | 'leases'>

/** A run is taken this often at most: once more after a crash or a kill (DESIGN.md, Lab). */
export const mostAttempts = 2

/** The command line works its own runs, so it takes no place from anybody. */
const ownWorker = 'cli'

/**
 * Puts a run into the queue and gives its id, or the id of a run with the same key that waits or runs already. Throws
 * LabError('queue-full') or ('too-many-waiting') with the seconds after which to come back; `secondsEach` is what a run usually takes.
 */
export async function enqueue(db: Db, row: Insertable<Schema['runs']>, limits: QueueLimits, secondsEach: number): Promise<string> {
  return db.transaction().execute(async (transaction) => {
    const same = row.cache_key ? await findOpenByKey(transaction, row.cache_key) : undefined
    if (same) return same.id
    const requester = row.requester ?? ''
    const { all, own } = await countWaiting(transaction, requester)
    if (requester !== ownWorker) refuseWhereFull({ all, own }, limits, Math.max(5, Math.ceil(secondsEach)))
    await insertRun(transaction, row)
    return row.id
  })
}

function refuseWhereFull({ all, own }: { all: number; own: number }, limits: QueueLimits, retryAfterSeconds: number): void {
  const when = `Come back in about ${retryAfterSeconds} s.`
  if (own >= limits.waitingPerRequester)
    throw new LabError('too-many-waiting', `${own} of your runs wait already, ${limits.waitingPerRequester} may. ${when}`, {
      retryAfterSeconds,
    })
  if (all >= limits.waiting) throw new LabError('queue-full', `The queue is full: ${all} runs wait. ${when}`, { retryAfterSeconds })
}

export type Lease = { readonly owner: string; readonly leaseMs: number; readonly now: Date }

/** Takes the run that has waited longest, or the one named; undefined where there is none to take. */
export async function takeNext({ db, leases }: QueueStore, { owner, leaseMs, now }: Lease, only?: string): Promise<RunRow | undefined> {
  if (!(await isWaiting(db, only))) return undefined
  const until = new Date(now.getTime() + leaseMs).toISOString()
  return leases.leaseNext(db, { owner, now: now.toISOString(), until, maxAttempts: mostAttempts, id: only })
}

/** Gives the runs of owners that died back to the queue, or ends those that were cancelled or lost once too often. */
export async function takeOverExpired(db: Db, now: Date): Promise<void> {
  for (const run of await findExpired(db, now.toISOString())) {
    await releaseRun(db, run.id, run.lease_owner ?? '', afterLoss(run, now))
  }
}

function afterLoss(run: RunRow, now: Date): Release {
  const finished_at = now.toISOString()
  if (run.cancel_requested) return { state: 'cancelled', finished_at }
  if (run.attempt < mostAttempts) return { state: 'queued', progress: null, started_at: null }
  return {
    state: 'interrupted',
    error: `The process that ran it was lost ${run.attempt} times. Start it again.`,
    finished_at,
  }
}

/** Ends a waiting run at once, or raises the stop flag of a running one; a run that has ended stays as it is. */
export async function cancelRun(db: Db, id: string, now: Date): Promise<void> {
  // A worker may take the run between the two: the second look then finds it running.
  if (await cancelWaiting(db, id, now.toISOString())) return
  await requestCancel(db, id)
}
