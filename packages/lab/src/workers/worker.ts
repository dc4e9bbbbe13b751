import { randomUUID } from 'node:crypto'
import type { Progress } from '@offprint/methods'
import { StoreError } from '@offprint/store'

import type { LabParts } from '../lab-parts.ts'
import { extendLease, type Release, type RunRow, releaseRun } from '../queue/queries.ts'
import { mostAttempts, takeNext, takeOverExpired } from '../queue/queue.ts'
import { finishRun } from '../results/finish.ts'
import { findRunRow } from '../runs/queries.ts'
import type { Job, JobEnd, JobResult } from './job.ts'
import { runJob } from './run-job.ts'

export type WorkOptions = {
  /** Runs at a time. Default 1. */
  readonly concurrency?: number
  /** Stops the work: what runs goes back to the queue, to be run again by whoever serves next. */
  readonly signal: AbortSignal
  /** Only this run; resolves when it has ended, whoever ran it. */
  readonly only?: string
}

/** Takes queued runs and runs each in a process of its own, until the signal fires (or the run named has ended). */
export async function work(parts: LabParts, { concurrency = 1, signal, only }: WorkOptions): Promise<void> {
  await Promise.all(Array.from({ length: concurrency }, () => workOn(parts, signal, only)))
}

async function workOn(parts: LabParts, signal: AbortSignal, only?: string): Promise<void> {
  const owner = randomUUID()
  while (!signal.aborted) {
    const row = await take(parts, owner, only)
    if (row) await runOne(parts, row, owner, signal)
    else if (only !== undefined && (await hasEnded(parts, only))) return
    else await parts.live.wait(only ?? 'queue', parts.pace.idleMs, signal)
  }
}

async function take(parts: LabParts, owner: string, only?: string): Promise<RunRow | undefined> {
  try {
    await takeOverExpired(parts.db, parts.now())
    return await takeNext(parts, { owner, leaseMs: parts.pace.leaseMs, now: parts.now() }, only)
  } catch (error) {
    // Another process holds the database for long (an import): a worker has time.
    if (error instanceof StoreError && error.code === 'busy') return undefined
    throw error
  }
}

async function hasEnded({ db }: LabParts, id: string): Promise<boolean> {
  const row = await findRunRow(db, id)
  return row?.state !== 'queued' && row?.state !== 'running'
}

/** Runs one run under its lease and writes what became of it. */
async function runOne(parts: LabParts, row: RunRow, owner: string, signal: AbortSignal): Promise<void> {
  const { live, pace, now, log } = parts
  const keeper = keepLease(parts, row.id, owner)
  // A try's id is its secret address: it stays out of logs.
  const event = { kind: row.kind, slug: row.slug, attempt: row.attempt, ...(row.kind === 'experiment' && { run: row.id }) }
  log.info(event, 'run started')
  const startedAt = now().getTime()
  try {
    const end = await runJob(
      jobOf(parts, row),
      { onProgress: keeper.note },
      AbortSignal.any([signal, keeper.signal]),
      graceOf(pace, signal),
    )
    const seconds = (now().getTime() - startedAt) / 1000
    log[end.end === 'crashed' ? 'warn' : 'info']({ ...event, end: end.end, seconds }, 'run ended')
    if (end.end === 'done') await finish(parts, row, owner, end.result, seconds)
    else await releaseRun(parts.db, row.id, owner, releaseAfter(row, end, keeper.cancelled(), now()))
  } finally {
    keeper.stop()
    live.tell(row.id, undefined)
  }
}

/** Whoever serves must be gone within a second of its own stop; a cancelled run may take its time to end. */
function graceOf({ graceMs }: LabParts['pace'], signal: AbortSignal): () => number {
  return () => (signal.aborted ? Math.min(graceMs, 300) : graceMs)
}

async function finish(parts: LabParts, row: RunRow, owner: string, result: JobResult, seconds: number): Promise<void> {
  const { card } = parts.method(row.slug).entry
  await finishRun(parts.db, { row, owner, card, result: result!, seconds, now: parts.now() })
}

/** What a run becomes that has no result: failed, cancelled, or waiting again. */
function releaseAfter(row: RunRow, end: Exclude<JobEnd, { end: 'done' }>, cancelled: boolean, now: Date): Release {
  const finished_at = now.toISOString()
  if (cancelled) return { state: 'cancelled', finished_at }
  if (end.end === 'failed') return { state: 'failed', error: end.error, finished_at }
  // Stopped without being cancelled: the worker goes. That was no fault of the run, so its attempt does not count.
  if (end.end === 'stopped') return { state: 'queued', attempt: row.attempt - 1, progress: null, started_at: null }
  if (row.attempt < mostAttempts) return { state: 'queued', progress: null, started_at: null }
  return { state: 'failed', error: `${end.error} It was tried ${row.attempt} times.`, finished_at }
}

function jobOf({ settings }: LabParts, row: RunRow): Job {
  const work =
    row.kind === 'try'
      ? { kind: 'try' as const, slug: row.slug, input: JSON.parse(row.input) }
      : { kind: 'experiment' as const, slug: row.slug, experiment: row.experiment!, size: row.size as 'small', seed: row.seed ?? 1 }
  return { work, model: row.model, settings }
}

type Keeper = {
  readonly note: (progress: Progress) => void
  /** Fires when the run is to stop: cancelled, deleted, or no longer ours. */
  readonly signal: AbortSignal
  readonly cancelled: () => boolean
  readonly stop: () => void
}

/** Extends a run's lease at every heartbeat, writes its newest progress, and hears the stop flag. */
function keepLease({ db, live, pace, now }: LabParts, id: string, owner: string): Keeper {
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
