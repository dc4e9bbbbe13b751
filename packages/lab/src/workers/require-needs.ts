import type { DataNeed, Needs } from '@offprint/methods'

import { dataSetName } from '../data-sets/data-set.ts'
import { locateDataSet } from '../data-sets/open.ts'
import { LabError } from '../lab.ts'
import type { LabParts } from '../lab-parts.ts'
import type { ModelIdentity } from '../models/model-source.ts'
import type { Wanted } from './needs.ts'
import { findModels, joinIdentities } from './run-context.ts'

export type Asked = { readonly needs: Needs; readonly wanted: Wanted; readonly model?: string }

/** What a run would use: its models' identity, what it would download, and what is missing and cannot be fetched. */
export type Supplies = {
  readonly model?: ModelIdentity
  readonly downloads: readonly string[]
  readonly missing: readonly { readonly code: 'missing-data' | 'missing-model'; readonly advice: string }[]
}

/** Looks for everything that is asked for; opens and downloads nothing. */
export async function findSupplies({ settings, models }: Pick<LabParts, 'settings' | 'models'>, asked: Asked): Promise<Supplies> {
  const sets = asked.wanted.data.map((name) => asked.needs.data![name])
  const located = await Promise.all(sets.map(async (need) => ({ need, ...(await locateDataSet(need, settings.places)) })))
  const model = await findIdentity(models, asked)
  return {
    model: 'code' in model ? undefined : model.identity,
    downloads: located.filter(({ at }) => at === 'download').map(({ need }) => dataSetName(need)),
    missing: [
      ...located.flatMap((set) => (set.at === 'nowhere' ? [{ code: 'missing-data' as const, advice: set.advice }] : [])),
      ...('code' in model ? [model] : []),
    ],
  }
}

/** The identities of models and data of a run that can start. Throws LabError('missing-model' | 'missing-data'). */
export async function requireNeeds(
  parts: Pick<LabParts, 'settings' | 'models'>,
  asked: Asked,
): Promise<{ readonly model?: ModelIdentity; readonly data: readonly Pick<DataNeed, 'sha256'>[] }> {
  const { model, missing } = await findSupplies(parts, asked)
  if (missing.length) throw new LabError(missing[0].code, missing.map(({ advice }) => advice).join(' '))
  return { model, data: asked.wanted.data.map((name) => asked.needs.data![name]) }
}

async function findIdentity(
  models: LabParts['models'],
  { wanted, model }: Asked,
): Promise<{ readonly identity?: ModelIdentity } | { readonly code: 'missing-model'; readonly advice: string }> {
  try {
    const { chat, embedder } = await findModels({ wanted, models, model })
    return { identity: joinIdentities([chat, embedder].flatMap((found) => (found ? [found.identity] : []))) }
  } catch (error) {
    if (error instanceof LabError && error.code === 'missing-model') return { code: 'missing-model', advice: error.message }
    throw error
  }
}
