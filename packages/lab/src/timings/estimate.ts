import type { Size } from '@offprint/methods'

import { chooseExperiment, chooseSize } from '../experiments/experiments.ts'
import { type Estimate, LabError } from '../lab.ts'
import type { LabParts, LoadedMethod } from '../lab-parts.ts'
import { countWaiting } from '../queue/queries.ts'
import { wantedOf } from '../workers/needs.ts'
import { type Asked, findSupplies } from '../workers/require-needs.ts'
import { expectedSeconds, timedAs } from './timings.ts'

export type EstimateOf = { readonly try?: true; readonly experiment?: string; readonly size?: Size; readonly model?: string }

/** What a form says before the click. Throws LabError where there is nothing to run. */
export async function estimate(parts: LabParts, slug: string, what: EstimateOf): Promise<Estimate> {
  const method = parts.method(slug)
  const { asked, timed } = what.try ? tryOf(method, what) : experimentOf(method, what)
  const { model, downloads, missing } = await findSupplies(parts, asked)
  const { all } = await countWaiting(parts.db, '')
  return {
    seconds: await expectedSeconds(parts.db, slug, timed, what.model ?? null),
    model: model?.name ?? null,
    downloads: downloads.map((name) => ({ name, sizeBytes: null })),
    missing: missing.map(({ advice }) => advice),
    place: all + 1,
  }
}

type Wish = { readonly asked: Asked; readonly timed: string }

function tryOf({ tryIt, entry }: LoadedMethod, { model }: EstimateOf): Wish {
  if (!tryIt) throw new LabError('not-runnable', `${entry.card.title} has nothing to try here yet: only its card is written.`)
  return { asked: { needs: tryIt.needs, wanted: wantedOf(tryIt.needs), model }, timed: timedAs(null, null) }
}

function experimentOf(method: LoadedMethod, what: EstimateOf): Wish {
  const experiment = chooseExperiment(method, what.experiment)
  const size = chooseSize(method.entry.slug, experiment, what.size)
  const { needs } = method.module!
  return { asked: { needs, wanted: wantedOf(needs, experiment.uses), model: what.model }, timed: timedAs(experiment.name, size) }
}
