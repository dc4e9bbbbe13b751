import type { TryResult } from '@offprint/methods'

import { LabError } from '../lab.ts'
import { parseTryInput } from '../tries/input.ts'
import type { JobScene } from './execute-job.ts'
import { wantedOf } from './needs.ts'
import { runPaced } from './paced.ts'
import { openContext } from './run-context.ts'

/** Every try draws from the same seed: the same text gives the same answer. */
const trySeed = 1

/** Runs a method's try on one input. Throws LabError where the method has none or the input does not fit. */
export async function executeTry(scene: JobScene, input: unknown): Promise<TryResult> {
  const { method, model, models, settings, signal, onProgress } = scene
  const tryIt = await method.loadTry()
  if (!tryIt) throw new LabError('not-runnable', `${method.card.title} has nothing to try yet.`)
  const parsed = parseTryInput(tryIt.input, input)
  const { places } = settings
  const { context } = await openContext({
    needs: tryIt.needs,
    wanted: wantedOf(tryIt.needs),
    places,
    models,
    model: model ?? undefined,
    seed: trySeed,
    signal,
    onProgress,
  })
  return runPaced(tryIt.run(parsed, context), onProgress, signal)
}
