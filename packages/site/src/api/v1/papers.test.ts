import { expect, it } from 'vitest'
import { sampleSite } from '../../testing/rooms.ts'

const { get } = sampleSite()
type List = { papers: { id: string; snippet?: string }[]; total: number }
const list = async (path: string) => (await (await get(path)).json()) as List

it('lists papers by feed day and says how many there are', async () => {
  const { papers, total } = await list('/api/v1/papers?date=2025-12-24&limit=1')
  expect([papers.map(({ id }) => id), total]).toEqual([['2512.00011'], 2])
  expect((await list('/api/v1/papers')).total).toBe(4)
})

it('gives one paper by an id with slashes, with the fields of the command line', async () => {
  const answer = await get('/api/v1/papers/doi:10.5555/ink.2025/7')
  expect(await answer.json()).toMatchObject({ title: 'Ink that waits', authors: [], authorCount: 3, runnable: false })
  expect((await get('/api/v1/papers/none')).status).toBe(404)
})

it('searches with the passage that matched', async () => {
  const { papers } = await list('/api/v1/search?q=postcard')
  expect(papers[0].snippet).toContain('\u0002postcard\u0003')
  expect((await get('/api/v1/search')).status).toBe(400)
})
