import { readdir, readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

import { loadCausalLM } from '../causal/load.ts'
import { loadStaticEmbedder } from '../embeddings/static.ts'
import { measurePerplexity } from '../evaluation/perplexity.ts'

const root = resolve(import.meta.dirname, '../../../../models')

it('has a card with its data and its command for every embedded model, 20 MB together at most', async () => {
  const folders = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name)
  let sizeBytes = 0
  for (const folder of folders) {
    const card = await readFile(join(root, folder, 'README.md'), 'utf8')
    expect(card).toMatch(/\| data sha256 \| `[0-9a-f]{64}` \|/)
    expect(card).toMatch(new RegExp(`offprint train .* --out models/${folder}`))
    for (const file of await readdir(join(root, folder))) sizeBytes += (await stat(join(root, folder, file))).size
  }
  expect(folders).toEqual(expect.arrayContaining(['embedder', 'nano']))
  expect(sizeBytes).toBeLessThan(20e6)
})

it('has an embedder that knows what a paper is about', async () => {
  const embedder = await loadStaticEmbedder(join(root, 'embedder'))
  const vectors = await embedder.embed(['driverless cars', 'autonomous vehicles in city traffic', 'protein structure from its sequence'])
  const cosine = (row: number) => vectors.slice(0, 128).reduce((sum, x, i) => sum + x * vectors[row * 128 + i], 0)
  expect(cosine(1)).toBeGreaterThan(cosine(2) + 0.2)
})

it('has a language model that expects an abstract’s words in their order', async () => {
  using model = await loadCausalLM(join(root, 'nano'), { precision: 'exact' })
  const words = 'We propose a new method for image classification that outperforms existing methods on several benchmarks.'
  const bits = async (text: string) =>
    (await measurePerplexity(model, model.tokenizer.encode(text, { special: false }).ids, { startId: model.endIds[0] })).bitsPerByte
  expect(await bits(words)).toBeLessThan(1.3)
  expect(await bits(words.split(' ').toReversed().join(' '))).toBeGreaterThan((await bits(words)) + 0.5)
})
