import { randomUUID } from 'node:crypto'
import { StoreError } from '@offprint/store'

import type { LabParts } from '../lab-parts.ts'
import { type Release, type RunRow, releaseRun } from '../queue/queries.ts'
import { mostAttempts, takeNext, takeOverExpired } from '../queue/queue.ts'
import { finishRun } from '../results/finish.ts'
import { findRunRow } from '../runs/queries.ts'
import type { Job, JobEnd, JobResult } from './job.ts'
import { keepLease } from './lease-keeper.ts'
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
    try {
      if ((await takeAndRun(parts, owner, signal, only)) === 'ended') return
    } catch (error) {
      if (!mayPass(error, only)) throw error
      parts.log.warn({ code: (error as StoreError).code }, 'the database could not be used, trying again')
      await parts.live.wait('queue', 4 * parts.pace.idleMs, signal)
    }
  }
}

/** Runs one run, or waits for one; `ended` where the only one to run has ended. */
async function takeAndRun(parts: LabParts, owner: string, signal: AbortSignal, only?: string): Promise<'ended' | undefined> {
  const { db, pace, now, live } = parts
  await takeOverExpired(db, now())
  const row = await takeNext(parts, { owner, leaseMs: pace.leaseMs, now: now() }, only)
  if (row) await runOne(parts, row, owner, signal)
  else if (only !== undefined && (await hasEnded(parts, only))) return 'ended'
  else await live.wait(only ?? 'queue', pace.idleMs, signal)
  return undefined
}

/**
 * Whether a worker goes on after this error. A busy database is one to wait for; on a full disk whoever serves waits as well (its run
 * comes back when the lease ends), while a person at the command line is told at once.
 */
function mayPass(error: unknown, only?: string): boolean {
  if (!(error instanceof StoreError)) return false
  return error.code === 'busy' || (only === undefined && error.code === 'disk-full')
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
