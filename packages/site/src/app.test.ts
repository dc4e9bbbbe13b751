import { expect, it } from 'vitest'
import { sampleSite } from './testing/rooms.ts'

const site = sampleSite()

it('answers every address of the site', async () => {
  const addresses = [
    ...['/', '/today', '/date/2025-12-24', '/week/2025-W52', '/month/2025-12', '/trending', '/papers', '/papers/week/2025-W52'],
    ...['/papers/month/2025-12', '/papers/2512.00011', '/papers/doi:10.5555/ink.2025/7', '/search?q=fold', '/claims', '/methods'],
    ...['/authors/jun-sato', '/about/ranking', '/api/daily_papers', '/api/papers/search?q=fold', '/api/papers/2512.00011'],
    ...['/papers/2512.00011.md', '/api/arxiv/2512.00011/repos', '/api/v1/openapi.json', '/healthz', '/robots.txt'],
  ]
  const statuses = await Promise.all(addresses.map(async (address) => [address, (await site.get(address)).status]))
  expect(statuses).toEqual(addresses.map((address) => [address, 200]))
})

it('tells 404 from 405, and says what an address takes', async () => {
  const [missing, wrong] = [await site.get('/nothing/here'), await site.post('/claims', {})]
  expect([missing.status, wrong.status, wrong.headers.get('allow')]).toEqual([404, 405, 'GET'])
  expect(await missing.text()).toContain('/nothing/here')
})

it('refuses a form larger than two megabytes', async () => {
  const answer = await site.post('/methods/folding/try', { text: 'x'.repeat(2_100_000) })
  expect([answer.status, await answer.text()]).toEqual([413, expect.stringContaining('2 MB')])
})

it('says what is wrong with a bad day, week, month or page, as a page with 400', async () => {
  for (const address of [
    '/date/2025-13-40',
    '/date/x',
    '/week/2025-W60',
    '/month/2025-13',
    '/trending?page=0',
    '/search?after=2025-02-30',
  ]) {
    const answer = await site.get(address)
    expect([address, answer.status]).toEqual([address, 400])
    expect(await answer.text()).toContain('<h1>This cannot be read</h1>')
  }
})

it('answers HEAD as GET, without the body', async () => {
  const answer = await site.app.request('/', { method: 'HEAD' })
  expect([answer.status, await answer.text()]).toEqual([200, ''])
})
