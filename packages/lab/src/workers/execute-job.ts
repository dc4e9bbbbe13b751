import { type MethodFolder, readRegistry } from '@offprint/methods'

import { DataSetError } from '../data-sets/data-set-error.ts'
import { LabError } from '../lab.ts'
import type { ModelSourceModule } from '../models/model-source.ts'
import { executeExperiment } from './execute-experiment.ts'
import { executeTry } from './execute-try.ts'
import { executeVerify } from './execute-verify.ts'
import type { Job, JobEnd, JobEvents, JobResult } from './job.ts'

/** What the parts of a job share: the method's folder, its models, and how to be heard and stopped. */
export type JobScene = JobEvents &
  Job & { readonly method: MethodFolder; readonly models: ReturnType<ModelSourceModule['createModelSource']>; readonly signal: AbortSignal }

/**
 * Runs a job in this process and says how it ended; throws never. The lab gives each run a process of its own instead (`run-job.ts`).
 *
 *     const end = await executeJob({ work: { kind: 'verify', slug }, model: null, settings }, { onProgress, onRow }, signal)
 */
export async function executeJob(job: Job, events: JobEvents, signal: AbortSignal): Promise<JobEnd> {
  try {
    return { end: 'done', result: await execute(job, events, signal) }
  } catch (error) {
    if (signal.aborted) return { end: 'stopped' }
    return { end: 'failed', error: inWords(error), code: codeOf(error) }
  }
}

async function execute(job: Job, events: JobEvents, signal: AbortSignal): Promise<JobResult> {
  const { work, settings } = job
  const registry = await readRegistry(settings.methods ? new URL(settings.methods) : undefined)
  const method = registry.find(({ slug }) => slug === work.slug)
  if (!method) throw new LabError('unknown-method', `There is no method ${work.slug}.`)
  const { createModelSource } = (await import(settings.modelSource)) as ModelSourceModule
  const scene: JobScene = { ...job, ...events, method, models: createModelSource(settings.models), signal }
  if (work.kind === 'try') return executeTry(scene, work.input)
  if (work.kind === 'experiment') return executeExperiment(scene, work)
  await executeVerify(scene)
  return null
}

/** The error for a person: its message; of an unnamed failure inside a method also where it happened. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const isBug = error.name === 'TypeError' || error.name === 'ReferenceError' || error.message === ''
  const place = /\((?:file:\/\/)?[^)]*\/([^/)]+\/[^/)]+:\d+):\d+\)/.exec(error.stack ?? '')?.[1]
  return isBug && place ? `${error.name}: ${error.message} (${place})` : error.message
}

function codeOf(error: unknown): LabError['code'] | undefined {
  if (error instanceof LabError) return error.code
  return error instanceof DataSetError ? 'missing-data' : undefined
}
