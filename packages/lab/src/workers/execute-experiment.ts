import type { Experiment, ExperimentModule, Figures } from '@offprint/methods'

import { readCodeIdentity } from '../code-identity/code-identity.ts'
import { LabError, type Result } from '../lab.ts'
import { judgeClaims } from '../ledger/verdicts.ts'
import { describeMachine } from '../machine/machine.ts'
import type { JobScene } from './execute-job.ts'
import type { JobWork } from './job.ts'
import { wantedOf } from './needs.ts'
import { runPaced } from './paced.ts'
import { openContext } from './run-context.ts'

type ExperimentWork = JobWork & { kind: 'experiment' }

/** Runs an experiment and judges the card's claims by its figures. The code is hashed before it is loaded, so the hash is of what ran. */
export async function executeExperiment(scene: JobScene, work: ExperimentWork): Promise<Result> {
  const { method, model: asked, models, settings, signal, onProgress } = scene
  const code = await readCodeIdentity(method.url)
  const { module, experiment } = await findExperiment(scene, work)
  const wanted = wantedOf(module.needs, experiment.uses)
  const common = { needs: module.needs, wanted, places: settings.places, models, signal, onProgress }
  const { context, data, model } = await openContext({ ...common, model: asked ?? undefined, seed: work.seed })
  const startedAt = new Date().toISOString()
  const start = performance.now()
  const { figures, seeds, series = [], blocks } = await runPaced(experiment.run(work.size, work.seed, context), onProgress, signal)
  requireNumbers(work, figures)
  return {
    slug: work.slug,
    experiment: work.experiment,
    kind: experiment.kind,
    size: work.size,
    seeds,
    code,
    model,
    data,
    machine: describeMachine(),
    startedAt,
    durationMs: Math.round(performance.now() - start),
    figures,
    claims: judgeClaims(method.card, work.experiment, figures),
    series,
    blocks,
    command: commandOf(work, asked),
  }
}

async function findExperiment({ method }: JobScene, work: ExperimentWork): Promise<{ module: ExperimentModule; experiment: Experiment }> {
  const module = await method.loadExperiments()
  const experiment = module?.experiments.find(({ name }) => name === work.experiment)
  if (!module || !experiment) throw new LabError('not-runnable', `${work.slug} has no experiment ${work.experiment}.`)
  return { module, experiment }
}

/** NaN or Infinity would become null in the recorded file: a figure that is no number is a failed run, not a result. */
function requireNumbers({ slug, experiment }: ExperimentWork, figures: Figures['figures']): void {
  const broken = figures.find(({ value }) => !Number.isFinite(value))
  if (broken) throw new Error(`${slug} ${experiment}: the figure ${broken.id} came out as ${broken.value}.`)
}

function commandOf({ slug, experiment, size, seed }: ExperimentWork, model: string | null): string {
  return `offprint experiment ${slug} --name ${experiment} --size ${size} --seed ${seed}${model ? ` --model ${model}` : ''}`
}
