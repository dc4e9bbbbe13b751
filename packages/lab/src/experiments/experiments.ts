import type { Experiment, Size } from '@offprint/methods'

import { methodSha256, spineSha256 } from '../code-identity/code-identity.ts'
import { LabError } from '../lab.ts'
import type { LabParts, LoadedMethod } from '../lab-parts.ts'
import { enqueue } from '../queue/queue.ts'
import { cacheKey } from '../results/cache-key.ts'
import { findFinishedByKey } from '../runs/queries.ts'
import { expectedSeconds, timedAs, usualSeconds } from '../timings/timings.ts'
import { readableId } from '../tries/ids.ts'
import { wantedOf } from '../workers/needs.ts'
import { requireNeeds } from '../workers/require-needs.ts'

export type ExperimentOptions = {
  /** Default: the folder's first. */
  readonly experiment?: string
  /** Default: small, or the first size it has. */
  readonly size?: Size
  readonly seed?: number
  readonly model?: string
  readonly requester: string
}

/**
 * Queues an experiment; names the finished run where the same one stands (`cached`), or the one that waits or runs.
 * Throws LabError: unknown-method, not-runnable, bad-input, missing-model, missing-data, queue-full, too-many-waiting.
 */
export async function startExperiment(
  parts: LabParts,
  slug: string,
  options: ExperimentOptions,
): Promise<{ readonly id: string; readonly cached: boolean }> {
  const { db } = parts
  const method = parts.method(slug)
  const experiment = chooseExperiment(method, options.experiment)
  const size = chooseSize(slug, experiment, options.size)
  const seed = requireSeed(options.seed ?? 1)
  const { model, data } = await requireNeeds(parts, {
    needs: method.module!.needs,
    wanted: wantedOf(method.module!.needs, experiment.uses),
    model: options.model,
  })
  const code = { method: methodSha256(method.folder.url), spine: spineSha256() }
  const key = cacheKey({ code, slug, experiment: experiment.name, size, seed, model, data })
  const finished = await findFinishedByKey(db, key)
  if (finished) return { id: finished.id, cached: true }
  const row = {
    id: readableId([slug, experiment.name, size], parts.randomBytes),
    kind: 'experiment' as const,
    slug,
    experiment: experiment.name,
    size,
    seed,
    input: '{}',
    // A name for a run without a model says nothing: the same run, whatever the name.
    model: (model && options.model) ?? null,
    cache_key: key,
    state: 'queued' as const,
    attempt: 0,
    cancel_requested: 0 as const,
    requester: options.requester,
    created_at: parts.now().toISOString(),
  }
  const seconds = await expectedSeconds(db, slug, timedAs(experiment.name, size), row.model)
  const id = await enqueue(db, row, parts.limits, seconds ?? (await usualSeconds(db)))
  parts.live.tell('queue', undefined)
  return { id, cached: false }
}

/** The experiment named, else the first. Throws LabError('not-runnable' | 'bad-input') with the names that there are. */
export function chooseExperiment({ module, entry }: LoadedMethod, name?: string): Experiment {
  const experiments = module?.experiments ?? []
  if (!experiments.length) throw new LabError('not-runnable', `${entry.card.title} has no experiment here yet.`)
  const found = name === undefined ? experiments[0] : experiments.find((experiment) => experiment.name === name)
  if (found) return found
  const message = `${entry.slug} has no experiment ${name}; it has ${experiments.map((experiment) => experiment.name).join(', ')}.`
  throw new LabError('bad-input', message, { issues: [{ path: 'experiment', message }] })
}

/** The size named, else small, else the first. Throws LabError('bad-input') with the sizes that there are. */
export function chooseSize(slug: string, experiment: Experiment, size?: Size): Size {
  const chosen = size ?? (experiment.sizes.includes('small') ? 'small' : experiment.sizes[0])
  if (experiment.sizes.includes(chosen)) return chosen
  const message = `${slug} ${experiment.name} has no size ${chosen}; it has ${experiment.sizes.join(', ')}.`
  throw new LabError('bad-input', message, { issues: [{ path: 'size', message }] })
}

function requireSeed(seed: number): number {
  if (Number.isSafeInteger(seed) && seed >= 0) return seed
  const message = `The seed is a whole number from 0, got ${seed}.`
  throw new LabError('bad-input', message, { issues: [{ path: 'seed', message }] })
}
