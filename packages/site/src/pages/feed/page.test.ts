import { expect, it } from 'vitest'
import { paper, samplePapers } from '../../testing/papers.ts'
import { sampleSite } from '../../testing/rooms.ts'

it('leads with today’s papers, most votes first', async () => {
  const html = await sampleSite().text('/')
  expect(html).toContain('<h1 id="list-heading">Today’s papers</h1>')
  expect(html.indexOf('Folding letters')).toBeLessThan(html.indexOf('-page problem'))
  expect(html).toContain('2 papers, 1 run here')
})

it('shows the newest day where today has none, and says so', async () => {
  const html = await sampleSite({ now: new Date('2025-12-26T08:00:00Z') }).text('/')
  expect(html).toContain('Wednesday, 24 December 2025')
  expect(html).toContain('today has none yet')
})

it('leads a fresh catalogue with the papers that run, says why today is empty, and offers one command', async () => {
  const fresh = samplePapers
    .filter(({ slug }) => slug !== null)
    .map((one) => ({ ...one, featuredAt: null, feedDay: '2025-11-02', feedDayIsPublished: true }))
  const html = await sampleSite({ papers: fresh }).text('/')
  expect(html).toContain('Today’s feed is empty')
  expect(html.match(/<code>[^<]*import [^<]*<\/code>/g)).toHaveLength(1)
  expect(html.indexOf('Folding letters')).toBeLessThan(html.indexOf('Not yet runnable'))
})

it('says that an empty catalogue is empty', async () => {
  expect(await sampleSite({ papers: [] }).text('/')).toContain('Today’s feed is empty')
  expect(await sampleSite({ papers: [] }).text('/trending')).toContain('The catalogue is empty')
})

it('leads to the days before and after that have papers', async () => {
  const html = await sampleSite().text('/date/2025-12-23')
  expect(html).toContain('rel="prev" href="/date/2025-12-01"')
  expect(html).toContain('rel="next" href="/date/2025-12-24"')
})

it('says why a day is empty', async () => {
  const { text } = sampleSite()
  expect(await text('/date/2026-01-01')).toContain('This day has not come yet.')
  expect(await text('/date/2025-12-13')).toContain('Few papers are announced at weekends.')
})

it('steps over weeks and months without papers', async () => {
  const { text } = sampleSite()
  expect(await text('/week/2025-W52')).toContain('rel="prev" href="/week/2025-W49"')
  expect(await text('/month/2025-11')).toContain('rel="next" href="/month/2025-12"')
})

it('leads /week and /month to the newest ones', async () => {
  const { get } = sampleSite()
  expect((await get('/week')).headers.get('location')).toBe('/week/2025-W52')
  expect((await get('/month')).headers.get('location')).toBe('/month/2025-12')
})

it('cuts a long day into pages and says where a list ends', async () => {
  const papers = Array.from({ length: 120 }, (_, n) => paper({ id: `2512.${10000 + n}`, title: `Paper ${n}`, featuredAt: '2025-12-24' }))
  const { text } = sampleSite({ papers })
  expect(await text('/date/2025-12-24')).toMatch(/Page 1 of 3.*href="\/date\/2025-12-24\?page=2"/)
  expect((await text('/date/2025-12-24?page=3')).match(/<h3>/g)).toHaveLength(20)
  expect(await text('/date/2025-12-24?page=9')).toContain('There is no page 9 of this list')
})
