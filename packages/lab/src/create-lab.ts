import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import type { Store } from '@offprint/store'

import { createCodeNow } from './code-identity/code-now.ts'
import { startExperiment } from './experiments/experiments.ts'
import { type Lab, LabError, type Result } from './lab.ts'
import { type LabLog, type LabParts, methodIn, type Pace, usualPace } from './lab-parts.ts'
import { listClaims, listMoved } from './ledger/ledger.ts'
import { loadMethods } from './methods.ts'
import type { ModelSettings, ModelSourceModule } from './models/model-source.ts'
import { cancelRun, type QueueLimits, usualLimits } from './queue/queue.ts'
import { loadRecorded } from './results/load-recorded.ts'
import { recordResult } from './results/record.ts'
import { findRun, follow } from './runs/follow.ts'
import { createLive } from './runs/live.ts'
import { findRunRow } from './runs/queries.ts'
import { estimate } from './timings/estimate.ts'
import type { RandomBytes } from './tries/ids.ts'
import { deleteTry, startTry } from './tries/tries.ts'
import { verify } from './verify/verify.ts'
import type { JobSettings } from './workers/job.ts'
import { work } from './workers/worker.ts'

export type LabOptions = {
  /** An open database; who opened it closes it, after the lab. */
  readonly store: Pick<Store, 'db' | 'leases'>
  /** OFFPRINT_HOME: `cache/`, `models/`, `config.json`. */
  readonly home: string
  /** OFFPRINT_MIRROR and OFFPRINT_DATA, where there are any. */
  readonly mirror?: string
  readonly dataFolder?: string
  /** Read for OFFPRINT_CHAT_URL, OFFPRINT_CHAT_MODEL and OFFPRINT_CHAT_KEY. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** Default: the methods of @offprint/methods. */
  readonly methods?: URL
  /** Default: `results/` of the checkout, or those that came with the published room. */
  readonly resultsFolder?: string
  /** Address of a module that exports `createModelSource`; a run's own process imports it too. Default: what is installed. */
  readonly modelSource?: string
  readonly limits?: QueueLimits
  readonly pace?: Partial<Pace>
  /** Hears when runs start and end. Default: silent. */
  readonly log?: LabLog
  readonly now?: () => Date
  readonly randomBytes?: RandomBytes
}

const silent: LabLog = { info: () => undefined, warn: () => undefined }

const ending = import.meta.url.slice(import.meta.url.lastIndexOf('.'))

/** In a checkout the recorded results stand at its root; in the published room, which is JavaScript, they come with it. */
const recordedResults = resolve(import.meta.dirname, ending === '.ts' ? '../../../results' : '../results')

/**
 * Opens the lab over a database and loads the recorded results into its ledger. Nothing runs until `work` is called.
 *
 *     await using store = await openStore({ path: 'offprint.sqlite' })
 *     const lab = await createLab({ store, home })
 *     const { id } = await lab.startExperiment('moral-direction', { requester: 'cli' })
 *     await lab.work({ only: id })
 *
 * Throws where a method's folder or a recorded result does not load.
 */
export async function createLab(options: LabOptions): Promise<Lab> {
  const parts = await openParts(options)
  const cards = new Map([...parts.methods].map(([slug, { entry }]) => [slug, entry.card]))
  await loadRecorded(parts.db, parts.resultsFolder, cards)
  const entries = [...parts.methods.values()].map(({ entry }) => entry)
  const closing = new AbortController()
  const working = new Set<Promise<void>>()
  return {
    methods: () => entries,
    findMethod: (slug) => parts.methods.get(slug)?.entry,
    startTry: (slug, input, choice) => startTry(parts, slug, input, choice),
    startExperiment: (slug, choice) => startExperiment(parts, slug, choice),
    findRun: (id) => findRun(parts.db, parts.live, id),
    follow: (id, signal) => follow(parts.db, parts.live, id, anyOf(closing.signal, signal)),
    cancel: (id) => cancel(parts, id),
    deleteTry: (id, token) => deleteTry(parts, id, token),
    estimate: (slug, what) => estimate(parts, slug, what),
    claims: (slug) => listClaims(parts, slug),
    moved: (limit) => listMoved(parts, limit),
    verify: (slugs, signal) => verify(parts, slugs, anyOf(closing.signal, signal)),
    record: (runId) => record(parts, runId),
    work: async (choice = {}) => {
      const ended = work(parts, { ...choice, signal: anyOf(closing.signal, choice.signal) })
      working.add(ended)
      await ended.finally(() => working.delete(ended))
    },
    close: async () => {
      closing.abort(new Error('The lab was closed.'))
      await Promise.allSettled(working)
    },
  }
}

async function openParts(options: LabOptions): Promise<LabParts> {
  const { store, home, mirror, dataFolder, environment = {} } = options
  const methods = await loadMethods(options.methods)
  const models: ModelSettings = { home, dataFolder, environment: chatVariables(environment) }
  const settings: JobSettings = {
    methods: options.methods?.href ?? null,
    places: { mirror, dataFolder, cache: join(home, 'cache') },
    modelSource: options.modelSource ?? new URL(`./models/installed${ending}`, import.meta.url).href,
    models,
  }
  const { createModelSource } = (await import(settings.modelSource)) as ModelSourceModule
  return {
    db: store.db,
    leases: store.leases,
    methods,
    method: (slug) => methodIn(methods, slug),
    models: createModelSource(models),
    code: createCodeNow(() => performance.now()),
    settings,
    resultsFolder: options.resultsFolder ?? recordedResults,
    limits: options.limits ?? usualLimits,
    live: createLive(),
    now: options.now ?? (() => new Date()),
    randomBytes: options.randomBytes ?? randomBytes,
    pace: { ...usualPace, ...options.pace },
    log: options.log ?? silent,
  }
}

/** Only what names a chat server goes to a run's process by message. */
function chatVariables({ OFFPRINT_CHAT_URL, OFFPRINT_CHAT_MODEL, OFFPRINT_CHAT_KEY }: NonNullable<LabOptions['environment']>) {
  return { OFFPRINT_CHAT_URL, OFFPRINT_CHAT_MODEL, OFFPRINT_CHAT_KEY }
}

async function cancel({ db, live, now }: LabParts, id: string): Promise<void> {
  await cancelRun(db, id, now())
  live.tell(id, live.progress(id))
}

async function record({ db, resultsFolder }: LabParts, id: string): Promise<string> {
  const row = await findRunRow(db, id)
  if (row?.kind !== 'experiment') throw new LabError('unknown-run', `There is no experiment run ${id}.`)
  if (row.state !== 'done') throw new LabError('unknown-run', `The run ${id} is ${row.state}: only a finished one is recorded.`)
  return recordResult(resultsFolder, JSON.parse(row.result!) as Result)
}

function anyOf(first: AbortSignal, second?: AbortSignal): AbortSignal {
  return second ? AbortSignal.any([first, second]) : first
}
