import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom } from '@offprint/engine'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { loadStaticEmbedder } from './static.ts'
import { type TrainEmbedderOptions, type TrainedEmbedder, trainEmbedder } from './train-embedder.ts'

const settings = { vocabSize: 120, dimension: 8, batchSize: 16, epochs: 12, rate: 0.05, drawnTokens: 8 }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-embedder-'))
  const random = createRandom(1)
  // A title's word and its abstract's words never meet within one text.
  const topics = [
    'cat purr whiskers',
    'boat sail harbor',
    'plane wing cockpit',
    'tree leaf forest',
    'piano chord music',
    'bread flour oven',
  ]
  const rows = Array.from({ length: 96 }, (_, i) => {
    const [title, ...words] = topics[i % topics.length].split(' ')
    return JSON.stringify({ id: `p${i}`, title, abstract: Array.from({ length: 6 }, () => words[random.integer(2)]).join(' ') })
  })
  await writeFile(join(folder, 'papers.jsonl'), rows.join('\n'))
})
afterAll(() => rm(folder, { recursive: true }))

async function run(change: Partial<TrainEmbedderOptions> = {}): Promise<TrainedEmbedder | undefined> {
  const training = trainEmbedder({
    file: join(folder, 'papers.jsonl'),
    fields: ['title', 'abstract'],
    folder: join(folder, 'own'),
    settings,
    seed: 1,
    command: 'again',
    ...change,
  })
  let next = await training.next()
  while (!next.done) next = await training.next()
  return next.value
}

it('writes an embedder that brings words of one topic together, measured on pairs that it did not see, with its card', async () => {
  const trained = (await run()) as TrainedEmbedder
  expect(trained).toMatchObject({ pairCount: 91, heldOut: { embedder: { n: 5 }, words: { n: 5, accuracyAt1: 0 } } })
  const embedder = await loadStaticEmbedder(trained.folder)
  expect(embedder).toMatchObject({ sha256: trained.sha256, dimension: 8 })
  const vectors = await embedder.embed(['cat', 'whiskers', 'harbor'])
  const cosine = (row: number) => vectors.slice(0, 8).reduce((sum, x, i) => sum + x * vectors[row * 8 + i], 0)
  expect(cosine(1)).toBeGreaterThan(cosine(2) + 0.5)
  const card = await readFile(join(trained.folder, 'README.md'), 'utf8')
  expect(card).toContain('| BM25 (k1 1.2, b 0.75) | 0.00 % |')
})

it('measures another embedder beside it', async () => {
  const trained = await run({ folder: join(folder, 'second'), beside: join(folder, 'own') })
  expect(trained?.heldOut.beside).toEqual({ name: 'own', ...trained?.heldOut.embedder })
})

it('leaves nothing behind when it is stopped, and wants two fields', async () => {
  expect(await run({ folder: join(folder, 'stopped'), signal: AbortSignal.abort() })).toBeUndefined()
  await expect(loadStaticEmbedder(join(folder, 'stopped'))).rejects.toMatchObject({ code: 'weights-missing' })
  await expect(run({ fields: ['title'] })).rejects.toThrow(/name two fields such as title,abstract/)
})
