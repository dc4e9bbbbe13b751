import type { Progress, Size, TryResult } from '@offprint/methods'

import type { DataPlaces } from '../data-sets/open.ts'
import type { LabError, Result, VerifyRow } from '../lab.ts'
import type { ModelSettings } from '../models/model-source.ts'

/** What every run's own process needs to find its things; plain values, they cross a process border. */
export type JobSettings = {
  /** The methods' root folder, as an address with a slash at its end; null: the packaged ones. */
  readonly methods: string | null
  readonly places: DataPlaces
  /** The module that makes the model source. */
  readonly modelSource: string
  readonly models: ModelSettings
}

export type JobWork =
  | { readonly kind: 'try'; readonly slug: string; readonly input: unknown }
  | { readonly kind: 'experiment'; readonly slug: string; readonly experiment: string; readonly size: Size; readonly seed: number }
  | { readonly kind: 'verify'; readonly slug: string }

export type Job = { readonly work: JobWork; readonly model: string | null; readonly settings: JobSettings }

/** What a job gives: a try's or experiment's result; a verify job has given its rows before. */
export type JobResult = TryResult | Result | null

export type JobEvents = { readonly onProgress: (progress: Progress) => void; readonly onRow?: (row: VerifyRow) => void }

/** How a job ended. `crashed`: its process died without a word, so it may be tried again. */
export type JobEnd =
  | { readonly end: 'done'; readonly result: JobResult }
  | { readonly end: 'failed'; readonly error: string; readonly code?: LabError['code'] }
  | { readonly end: 'stopped' }
  | { readonly end: 'crashed'; readonly error: string }

/** From the lab to a job's process. */
export type ToJob = { readonly type: 'start'; readonly job: Job } | { readonly type: 'stop' }
/** From a job's process to the lab. */
export type FromJob =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'row'; readonly row: VerifyRow }
  | { readonly type: 'end'; readonly end: JobEnd }
