import type { Check, Needs } from '@offprint/methods'

import { DataSetError } from '../data-sets/data-set-error.ts'
import { LabError, type VerifyRow } from '../lab.ts'
import type { JobScene } from './execute-job.ts'
import { wantedOf } from './needs.ts'
import { createOnce, type Once, openContext } from './run-context.ts'

const checkSeed = 1

/** Makes every replay and exact figure of a method again, in full: a row a check, also where its data or model is missing. */
export async function executeVerify(scene: JobScene): Promise<void> {
  const module = await scene.method.loadExperiments()
  const checks = module?.checks ?? []
  const once = createOnce()
  for (const [done, check] of checks.entries()) {
    scene.signal.throwIfAborted()
    scene.onProgress({ done, total: checks.length, unit: 'checks', note: `${scene.method.slug}: ${check.name}` })
    scene.onRow?.(await runCheck(scene, module!.needs, check, once))
  }
}

async function runCheck(scene: JobScene, needs: Needs, check: Check, once: Once): Promise<VerifyRow> {
  const { name, kind, unit, expected, tolerance, uses } = check
  const row = { slug: scene.method.slug, check: name, kind, unit, expected, tolerance }
  const { models, signal, settings, onProgress } = scene
  const model = scene.model ?? undefined
  try {
    const wanted = wantedOf(needs, uses)
    const common = { needs, wanted, places: settings.places, models, model, signal, onProgress, once }
    const { context } = await openContext({ ...common, seed: checkSeed })
    const measured = await check.run(context)
    return { ...row, measured, holds: Math.abs(measured - expected) <= tolerance }
  } catch (error) {
    signal.throwIfAborted()
    const isMissing = error instanceof DataSetError || (error instanceof LabError && error.code === 'missing-model')
    const reason = error instanceof Error ? error.message : String(error)
    return { ...row, measured: null, holds: isMissing ? null : false, reason }
  }
}
