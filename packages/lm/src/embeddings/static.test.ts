import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { needs, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import { readJsonFile } from '../weights/json-file.ts'
import { loadStaticEmbedder } from './static.ts'

const folder = sharedPath('data/models/potion-base-4M-int8')
type Golden = { weights_sha256: string; sentences: { text: string; unit_first16: number[]; sum: number }[]; cosine_10: number[][] }

it(
  'gives the recorded vectors of potion-base-4M, and zeros for a text without known tokens',
  needs('shared', async () => {
    const golden = (await readJsonFile(sharedPath('data/golden-real/potion.json'))) as Golden
    const embedder = await loadStaticEmbedder(folder)
    expect(embedder).toMatchObject({ name: 'potion-base-4M-int8', sha256: golden.weights_sha256, dimension: 128 })
    const vectors = await embedder.embed([...golden.sentences.map(({ text }) => text), ''])
    const vector = (i: number) => vectors.subarray(i * 128, (i + 1) * 128)
    golden.sentences.forEach(({ unit_first16, sum }, i) => {
      unit_first16.forEach((value, j) => {
        expect(Math.abs(vector(i)[j] - value)).toBeLessThan(5e-6)
      })
      expect(vector(i).reduce((a, b) => a + b, 0)).toBeCloseTo(sum, 4)
    })
    golden.cosine_10.forEach((row, i) => {
      row.forEach((cosine, j) => {
        expect(vector(i).reduce((sum, x, k) => sum + x * vector(j)[k], 0)).toBeCloseTo(cosine, 5)
      })
    })
    expect(Math.max(...vector(golden.sentences.length))).toBe(0)
  }),
)

it(
  'leaves the length as it is where normalize is false',
  needs('shared', async () => {
    const embedder = await loadStaticEmbedder(folder)
    const [unit, plain] = await Promise.all([embedder.embed(['a cat']), embedder.embed(['a cat'], { normalize: false })])
    const length = Math.hypot(...plain)
    expect(length).toBeGreaterThan(10)
    expect(plain[3] / length).toBeCloseTo(unit[3], 6)
  }),
)

it(
  'refuses a tokenizer with more tokens than the matrix has rows',
  needs('shared', async () => {
    const copy = await mkdtemp(join(tmpdir(), 'offprint-static-'))
    try {
      await cp(join(folder, 'model.safetensors'), join(copy, 'model.safetensors'))
      await writeFile(join(copy, 'config.json'), '{}')
      const tokenizer = (await readJsonFile(join(folder, 'tokenizer.json'))) as { added_tokens: object[] }
      tokenizer.added_tokens.push({ id: 40_000, content: '[MORE]' })
      await writeFile(join(copy, 'tokenizer.json'), JSON.stringify(tokenizer))
      await expect(loadStaticEmbedder(copy)).rejects.toMatchObject({ code: 'weights-mismatch', message: expect.stringContaining('40001') })
    } finally {
      await rm(copy, { recursive: true })
    }
  }),
)
