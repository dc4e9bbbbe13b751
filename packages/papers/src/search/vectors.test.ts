import { createTemporaryStore, samplePaper } from '@offprint/store/testing'
import { expect, it } from 'vitest'

import type { EmbedTexts } from '../catalogue.ts'
import { PaperVectors } from './vectors.ts'

// A text is its number as an angle: neighbours in number are neighbours in direction.
const embedding: EmbedTexts = {
  dimension: 2,
  embed: async (texts) =>
    Float32Array.from(texts.flatMap((text) => [Math.cos(Number.parseFloat(text)), Math.sin(Number.parseFloat(text))])),
}

it('gives the nearest of thousands exactly, best first', async () => {
  await using store = await createTemporaryStore()
  const angles = Array.from({ length: 1500 }, (_, n) => ((n * 7) % 1500) * 0.002)
  await store.db
    .insertInto('papers')
    .values(angles.map((angle, n) => samplePaper({ id: `p${n}`, title: String(angle) })))
    .execute()
  const vectors = new PaperVectors(embedding)
  await vectors.update(store)

  const rows = await store.db.selectFrom('papers').select(['seq', 'title']).execute()
  const plainly = rows
    .map(({ seq, title }) => ({ seq, similarity: Math.cos(Number(title) - 1.0007) }))
    .sort((a, b) => b.similarity - a.similarity)
  const nearest = await vectors.nearest('1.0007', 7)
  expect(nearest.map(({ seq }) => seq)).toEqual(plainly.slice(0, 7).map(({ seq }) => seq))

  const allowed = new Set(plainly.slice(100, 110).map(({ seq }) => seq))
  expect((await vectors.nearest('1.0007', 7, allowed)).map(({ seq }) => seq)).toEqual(plainly.slice(100, 107).map(({ seq }) => seq))
})

it('begins again after an embedding that failed', async () => {
  await using store = await createTemporaryStore()
  await store.db
    .insertInto('papers')
    .values([samplePaper({ id: 'a', title: '1' }), samplePaper({ id: 'b', title: '2' })])
    .execute()
  let failures = 1
  const vectors = new PaperVectors({
    ...embedding,
    embed: (texts) => (failures-- > 0 ? Promise.reject(new Error('no memory')) : embedding.embed(texts)),
  })
  await expect(vectors.update(store)).rejects.toThrow('no memory')
  expect(await vectors.nearest('1', 5)).toEqual([])
  await vectors.update(store)
  expect(await vectors.nearest('1', 5)).toHaveLength(2)
})
