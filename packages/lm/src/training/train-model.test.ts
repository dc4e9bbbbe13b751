import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom } from '@offprint/engine'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { loadCausalLM } from '../causal/load.ts'
import { measurePerplexity } from '../evaluation/perplexity.ts'
import { type TrainedModel, type TrainModelEvent, type TrainModelOptions, trainModel } from './train-model.ts'

const preset = { hiddenSize: 16, intermediateSize: 32, layerCount: 1, headCount: 2, lengthTokens: 24, batchSize: 4, rate: 0.01 }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-train-'))
  const random = createRandom(1)
  const words = ['the', 'cat', 'dog', 'sees', 'a', 'bird', 'and', 'sleeps']
  const rows = Array.from({ length: 80 }, (_, i) => {
    const abstract = Array.from({ length: 12 }, () => words[random.integer(words.length)]).join(' ')
    return JSON.stringify({ id: `p${i}`, abstract })
  })
  await writeFile(join(folder, 'papers.jsonl'), rows.join('\n'))
})
afterAll(() => rm(folder, { recursive: true }))

function options(name: string, change: Partial<TrainModelOptions> = {}): TrainModelOptions {
  const out = join(folder, name)
  return {
    file: join(folder, 'papers.jsonl'),
    fields: ['abstract'],
    folder: out,
    preset,
    steps: 60,
    seed: 1,
    vocabSize: 280,
    command: 'again',
    ...change,
  }
}

async function run(given: TrainModelOptions, watch: (event: TrainModelEvent) => void = () => {}): Promise<TrainedModel | undefined> {
  const training = trainModel(given)
  let next = await training.next()
  for (; !next.done; next = await training.next()) watch(next.value)
  return next.value
}

it('writes a folder that loads as a model as good as it says, with its card, and no checkpoint', async () => {
  const losses: number[] = []
  const trained = (await run(options('whole'), (event) => event.type === 'step' && losses.push(event.loss))) as TrainedModel
  expect(losses).toHaveLength(60)
  expect(losses.at(-1)).toBeLessThan(losses[0] - 1)
  using model = await loadCausalLM(trained.folder, { precision: 'exact' })
  expect(model).toMatchObject({ name: 'whole', modelType: 'llama', sha256: trained.sha256, endIds: [0] })
  expect(trained.heldOut.loss).toBeLessThan(losses[0])
  const text = 'the cat sees a bird'
  const ids = model.tokenizer.encode(text, { special: false }).ids
  expect((await measurePerplexity(model, ids, { startId: 0 })).loss).toBeLessThan(losses[0])
  const card = await readFile(join(trained.folder, 'README.md'), 'utf8')
  expect(card).toContain(`| this model | ${trained.heldOut.bitsPerByte.toFixed(4)} |`)
  expect(card).toContain('again')
  expect((await readdir(folder)).filter((name) => name.startsWith('whole'))).toEqual(['whole'])
})

it('goes on after a stop to bitwise the same model, also when told anew how far to go', async () => {
  const straight = await run(options('straight'))
  const stop = new AbortController()
  const stopAt = (event: TrainModelEvent) => event.type === 'step' && event.step === 25 && stop.abort()
  expect(await run(options('resumed', { steps: 100, signal: stop.signal }), stopAt)).toBeUndefined()
  const seen: number[] = []
  const resumed = await run(options('resumed'), (event) => event.type === 'step' && seen.push(event.step))
  expect(seen[0]).toBe(26)
  expect(resumed?.sha256).toBe(straight?.sha256)
})

it('refuses a checkpoint of other settings, and another number of steps once the rate has begun to fall', async () => {
  const stopped = async (name: string, at: number) => {
    const stop = new AbortController()
    await run(options(name, { signal: stop.signal }), (event) => event.type === 'step' && event.step === at && stop.abort())
  }
  await stopped('early', 3)
  await expect(run(options('early', { seed: 2 }))).rejects.toThrow(/is of a training with other settings/)
  await stopped('late', 50)
  await expect(run(options('late', { steps: 100 }))).rejects.toThrow(
    /is at step 50 of 60; with 100 steps its rate would have begun to fall at step 45/,
  )
})
