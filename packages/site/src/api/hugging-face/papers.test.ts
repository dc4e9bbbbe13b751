import { expect, it } from 'vitest'
import { paper } from '../../testing/papers.ts'
import { sampleSite } from '../../testing/rooms.ts'

const { get } = sampleSite()
const json = async (path: string) => (await get(path)).json()

it('gives a flat paper by its id, with the arrays that clients count on', async () => {
  expect(await json('/api/papers/2512.00011')).toMatchObject({ id: '2512.00011', upvotes: 553, linkedModels: [], numTotalModels: 0 })
  expect(await json('/api/papers/doi:10.5555/ink.2025/7')).toMatchObject({ title: 'Ink that waits' })
})

it('answers 404 for an unknown id', async () => {
  expect((await get('/api/papers/2512.99999')).status).toBe(404)
  expect((await get('/api/arxiv/2512.99999/repos')).status).toBe(404)
})

it('searches with a limit of up to 120', async () => {
  const many = sampleSite({ papers: Array.from({ length: 150 }, (_, n) => paper({ id: `2512.${10000 + n}`, title: `fold ${n}` })) })
  const count = async (query: string) => ((await (await many.get(`/api/papers/search?${query}`)).json()) as unknown[]).length
  expect([await count('q=fold'), await count('q=fold&limit=2'), await count('q=fold&limit=900')]).toEqual([120, 2, 120])
})

it('lists what is linked with a paper', async () => {
  expect(await json('/api/arxiv/2512.00011/repos')).toEqual({ models: [], datasets: [], spaces: [] })
})
