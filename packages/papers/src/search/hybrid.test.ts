import type { Store } from '@offprint/store'
import { createTemporaryStore, samplePaper } from '@offprint/store/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'

import type { EmbedTexts } from '../catalogue.ts'
import { searchPapers } from './search.ts'
import { PaperVectors } from './vectors.ts'

// Three meanings as three directions: a word counts towards the meaning it has.
const meanings = [
  ['cat', 'kitten', 'feline'],
  ['plane', 'aircraft', 'jet'],
  ['soup', 'broth', 'stew'],
]
const embedding: EmbedTexts = {
  dimension: 3,
  embed: async (texts) => Float32Array.from(texts.flatMap(directionOf)),
}

function directionOf(text: string): number[] {
  const counts = meanings.map((words) => words.filter((word) => text.toLowerCase().includes(word)).length)
  const length = Math.hypot(...counts) || 1
  return counts.map((count) => count / length)
}

let store: Store
const vectors = new PaperVectors(embedding)
beforeAll(async () => {
  store = await createTemporaryStore()
  const row = (id: string, title: string, published_at = '2025-01-01') => samplePaper({ id, title, published_at })
  await store.db
    .insertInto('papers')
    .values([
      row('cats', 'On the cat'),
      row('kittens', 'Kitten gaits', '2026-01-01'),
      row('planes', 'A plane'),
      row('nothing', 'Prime numbers'),
    ])
    .execute()
  await vectors.update(store)
})
afterAll(() => store.close())

const idsOf = async (text: string, page?: { limit?: number; offset?: number }) =>
  (await searchPapers(store, text, page, vectors)).found.map(({ row }) => row.id)

it('finds what means the same in other words, after what has the word', async () => {
  expect(await idsOf('cat')).toEqual(['cats', 'kittens'])
  expect(await idsOf('aircraft')).toEqual(['planes'])
  expect((await searchPapers(store, 'aircraft')).total).toBe(0)
})

it('counts both kinds, and gives pages of the whole', async () => {
  expect((await searchPapers(store, 'cat', {}, vectors)).total).toBe(2)
  expect(await idsOf('cat', { limit: 1, offset: 1 })).toEqual(['kittens'])
  expect(await idsOf('cat', { limit: 5, offset: 2 })).toEqual([])
})

it('lets filters and quoted phrases restrict what is near in meaning too', async () => {
  expect(await idsOf('cat after:2026')).toEqual(['kittens'])
  expect(await idsOf('cat "kitten gaits"')).toEqual(['kittens'])
})

it('finds nothing where nothing is near', async () => {
  expect(await idsOf('broth')).toEqual([])
  expect(await idsOf('primes')).toEqual([])
})

it('learns of papers that are added and of titles that change', async () => {
  await store.db
    .insertInto('papers')
    .values(samplePaper({ id: 'soup', title: 'A soup', updated_at: '2026-02-01' }))
    .execute()
  await store.db.updateTable('papers').set({ title: 'A stew', updated_at: '2026-02-02' }).where('id', '=', 'nothing').execute()
  await Promise.all([vectors.update(store), vectors.update(store)])
  expect(vectors.size).toBe(5)
  expect((await idsOf('broth')).sort()).toEqual(['nothing', 'soup'])
})

it('goes on behind the fused list with further matches by words, every paper once', async () => {
  await using many = await createTemporaryStore()
  // Those added first are the nearest (all are equally near) and, being the longest, the last by words.
  const planes = Array.from({ length: 450 }, (_, n) => samplePaper({ id: `p${n}`, title: 'plane', abstract: 'and so on '.repeat(450 - n) }))
  await many.db
    .insertInto('papers')
    .values([...planes, samplePaper({ id: 'jet', title: 'A jet' })])
    .execute()
  const nearby = new PaperVectors(embedding)
  await nearby.update(many)
  const search = (page: { limit: number; offset: number }) => searchPapers(many, 'plane', page, nearby)

  const whole = await search({ limit: 1000, offset: 0 })
  const ids = whole.found.map(({ row }) => row.id)
  expect(new Set(ids).size).toBe(450)
  expect([ids.length, whole.total]).toEqual([450, 450])
  const pages = await Promise.all([0, 100, 200, 300, 400].map((offset) => search({ limit: 100, offset })))
  expect(pages.flatMap(({ found }) => found.map(({ row }) => row.id))).toEqual(ids)
})
