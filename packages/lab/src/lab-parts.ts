import type { ExperimentModule, MethodFolder, Try } from '@offprint/methods'
import type { Logger } from 'pino'

import type { CodeNow } from './code-identity/code-now.ts'
import { LabError, type MethodEntry } from './lab.ts'
import type { ModelSource } from './models/model-source.ts'
import type { Db } from './queue/queries.ts'
import type { QueueLimits, QueueStore } from './queue/queue.ts'
import type { Live } from './runs/live.ts'
import type { RandomBytes } from './tries/ids.ts'
import type { JobSettings } from './workers/job.ts'

/** A method with its code loaded: what forms, limits and rules need. */
export type LoadedMethod = {
  readonly entry: MethodEntry
  readonly folder: MethodFolder
  readonly tryIt?: Try
  readonly module?: ExperimentModule
}

/** What the lab's features share. */
export type LabParts = {
  readonly db: Db
  readonly leases: QueueStore['leases']
  readonly methods: ReadonlyMap<string, LoadedMethod>
  /** Throws LabError('unknown-method'). */
  readonly method: (slug: string) => LoadedMethod
  readonly models: ModelSource
  readonly code: CodeNow
  readonly settings: JobSettings
  readonly resultsFolder: string
  readonly limits: QueueLimits
  readonly live: Live
  readonly now: () => Date
  readonly randomBytes: RandomBytes
  readonly pace: Pace
  readonly log: LabLog
}

/** One line an event: fields, then a word; no inputs, no results. A pino logger is one. */
export type LabLog = Pick<Logger, 'info' | 'warn'>

/** How a worker keeps its runs, in milliseconds. */
export type Pace = {
  /** After so long without a heartbeat a run's worker counts as lost. */
  readonly leaseMs: number
  /** How often a worker extends its lease, notes progress and looks for the stop flag. */
  readonly heartbeatMs: number
  /** How often an idle worker looks for runs that another process queued. */
  readonly idleMs: number
  /** How long a run that was asked to stop may take before it is killed. */
  readonly graceMs: number
}

export const usualPace: Pace = { leaseMs: 15_000, heartbeatMs: 400, idleMs: 300, graceMs: 3_000 }

export function methodIn(methods: ReadonlyMap<string, LoadedMethod>, slug: string): LoadedMethod {
  const found = methods.get(slug)
  if (found) return found
  throw new LabError('unknown-method', `There is no method ${slug}. The page /methods lists all.`)
}
