import { type ExperimentModule, type MethodFolder, readRegistry, type Try } from '@offprint/methods'
import { z } from 'zod'

import type { MethodEntry } from './lab.ts'
import type { LoadedMethod } from './lab-parts.ts'
import { wantedOf } from './workers/needs.ts'

/** Every method with its code loaded, by slug. Throws where a folder does not load: the message names the file. */
export async function loadMethods(root?: URL): Promise<ReadonlyMap<string, LoadedMethod>> {
  const loaded = await Promise.all((await readRegistry(root)).map(loadMethod))
  return new Map(loaded.map((method) => [method.entry.slug, method]))
}

async function loadMethod(folder: MethodFolder): Promise<LoadedMethod> {
  const [tryIt, module] = await Promise.all([folder.loadTry(), folder.loadExperiments()])
  return { folder, tryIt, module, entry: entryOf(folder, tryIt, module) }
}

function entryOf({ slug, card }: MethodFolder, tryIt?: Try, module?: ExperimentModule): MethodEntry {
  const experiments = (module?.experiments ?? []).map(({ name, title, question, kind, sizes }) => ({ name, title, question, kind, sizes }))
  return { slug, card, runnable: tryIt !== undefined || experiments.length > 0, try: tryIt && formOf(tryIt), experiments }
}

function formOf({ title, input, example, needs }: Try): MethodEntry['try'] {
  const { chat, embedder } = wantedOf(needs)
  return { title, schema: z.toJSONSchema(input, { io: 'input' }) as Record<string, unknown>, example, uses: { chat, embedder } }
}
