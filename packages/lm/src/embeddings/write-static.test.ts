import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom, ndarray } from '@offprint/engine'
import { expect, it } from 'vitest'

import { trainWordPiece } from '../tokenizers/word-piece.ts'
import { writeSafetensors } from '../weights/safetensors-writer.ts'
import { loadStaticEmbedder } from './static.ts'
import { quantizeRows, writeStaticEmbedder } from './write-static.ts'

const tokenizer = trainWordPiece(['cat dog bird', 'cat dog'], { vocabSize: 40, minCount: 1 })

it('keeps each value to half a step of its own row, however small the row is', () => {
  const table = ndarray(Float32Array.of(1000, -400, 3, 0.001, -0.0004, 0.0005, 0, 0, 0), [3, 3])
  const { embeddings, scales } = quantizeRows(table)
  Array.from(table.data as Float32Array).forEach((value, i) => {
    const scale = Number(scales.data[Math.floor(i / 3)])
    expect(Math.abs(Number(embeddings.data[i]) * scale - value)).toBeLessThanOrEqual(scale / 2 + 1e-9)
  })
})

it('writes a folder that loads and gives the mean of the rows, and says where scales are missing', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'offprint-static-')), 'own')
  try {
    const size = Object.keys(tokenizer.model.vocab as object).length
    const table = createRandom(1).normal([size, 16])
    const rows = table.data as Float32Array
    for (let i = 0; i < rows.length; i++) rows[i] *= 1 + Math.floor(i / 16)
    await writeStaticEmbedder(folder, { table, tokenizer })
    const embedder = await loadStaticEmbedder(folder)
    const [cat, dog] = ['cat', 'dog'].map((word) => (tokenizer.model.vocab as Record<string, number>)[word])
    const vector = await embedder.embed(['Cat dog'], { normalize: false })
    vector.forEach((value, j) => {
      const mean = (rows[cat * 16 + j] + rows[dog * 16 + j]) / 2
      // Half a step of each of two rows, whose largest values are below 4 times the row's factor.
      expect(Math.abs(value - mean)).toBeLessThan((4 * size) / 127)
    })
    await writeSafetensors(join(folder, 'model.safetensors'), { ...quantizeRows(table), scales: ndarray(new Float32Array(2), [2]) })
    await expect(loadStaticEmbedder(folder)).rejects.toThrow(/has 2 `scales` for \d+ rows/)
  } finally {
    await rm(join(folder, '..'), { recursive: true })
  }
})
