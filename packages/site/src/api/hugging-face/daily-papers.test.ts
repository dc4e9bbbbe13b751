import { expect, it } from 'vitest'
import { paper } from '../../testing/papers.ts'
import { sampleSite } from '../../testing/rooms.ts'

type Entry = { paper: { id: string; submittedOnDailyAt: string }; submittedBy: { fullname: string } }
const many = Array.from({ length: 130 }, (_, n) =>
  paper({
    id: `2512.${String(n).padStart(5, '0')}`,
    title: `Paper ${n}`,
    featuredAt: n < 100 ? '2025-12-24' : '2025-12-23',
    publishedAt: '2025-12-22T00:00:00.000Z',
    upvotes: n,
    extra: n % 10 === 3 ? { submittedBy: { _id: 'f'.repeat(24), fullname: 'Jun Sato', name: 'jun' } } : {},
  }),
)
const { get } = sampleSite({ papers: many })
const entries = async (query: string) => (await (await get(`/api/daily_papers${query}`)).json()) as Entry[]

it('gives fifty entries without any parameter, and as many as asked for, never over a hundred', async () => {
  expect((await entries('')).length).toBe(50)
  expect((await entries('?limit=10')).length).toBe(10)
  expect((await entries('?limit=500')).length).toBe(100)
})

it('takes the feed day for the date, most votes first whatever sort says', async () => {
  const day = await entries('?date=2025-12-24&sort=publishedAt&limit=3')
  expect(day.map(({ paper }) => paper.id)).toEqual(['2512.00099', '2512.00098', '2512.00097'])
  expect(day.every(({ paper }) => paper.submittedOnDailyAt.startsWith('2025-12-24'))).toBe(true)
})

it('pages from 0, links the next page with every parameter, and ends in an empty list', async () => {
  const first = await get('/api/daily_papers?p=0&limit=60&date=2025-12-24')
  expect(first.headers.get('link')).toBe('<http://localhost/api/daily_papers?p=1&limit=60&date=2025-12-24>; rel="next"')
  const second = await get('/api/daily_papers?p=1&limit=60&date=2025-12-24')
  expect([((await second.json()) as Entry[]).length, second.headers.get('link')]).toEqual([40, null])
  expect(await entries('?p=100')).toEqual([])
})

it('goes a hundred pages back without a date, and as far as there are papers with one', async () => {
  const last = await get('/api/daily_papers?p=99&limit=1')
  expect([((await last.json()) as Entry[]).length, last.headers.get('link')]).toEqual([1, null])
  expect(await entries('?p=100&limit=1')).toEqual([])
  expect((await entries('?p=99&limit=1&date=2025-12-24')).length).toBe(1)
  expect((await entries('?p=100&limit=1&month=2025-12')).length).toBe(1)
})

it('finds the papers of one submitter', async () => {
  const found = await entries('?submitter=jun&limit=5')
  expect(found.map(({ submittedBy }) => submittedBy.fullname)).toEqual(Array(5).fill('Jun Sato'))
  expect(await entries('?submitter=nobody')).toEqual([])
})

it('names what is wrong with a parameter', async () => {
  for (const query of [
    'date=2025-13-40',
    'week=2025-60',
    'month=2025',
    'sort=best',
    'limit=0',
    'limit=x',
    'p=-1',
    'date=2025-12-24&week=2025-W52',
  ]) {
    const answer = await get(`/api/daily_papers?${query}`)
    expect([query, answer.status]).toEqual([query, 400])
    expect(((await answer.json()) as { error: string }).error).toContain(query.split('=')[0])
  }
})

it('lets a bearer token of another site pass', async () => {
  expect((await get('/api/daily_papers', { authorization: 'Bearer hf_unknown' })).status).toBe(200)
})
