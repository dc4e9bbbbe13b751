import { expect, it } from 'vitest'
import { sampleSite } from '../../testing/rooms.ts'

const { get, text } = sampleSite()

function propsOf(html: string) {
  const value = html.match(/<div data-target="DailyPapers" data-props="([^"]*)"/)?.[1] ?? ''
  return JSON.parse(
    value.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  )
}

it('gives the day, the week and the month as data on the page, in the form of the API', async () => {
  for (const address of ['/papers', '/papers/date/2025-12-24', '/papers/week/2025-W52', '/papers/month/2025-12']) {
    const { dailyPapers } = propsOf(await text(address))
    expect([address, dailyPapers[0].paper.id, typeof dailyPapers[0].paper.summary]).toEqual([address, '2512.00011', 'string'])
  }
})

it('has one h3 with a link for each paper', async () => {
  expect((await text('/papers')).match(/<h3><a /g)).toHaveLength(2)
})

it('leads week 52 of the running year to the newest week', async () => {
  const early = sampleSite({ now: new Date('2025-12-03T00:00:00Z'), papers: undefined })
  const answer = await early.get('/papers/week/2026-W01')
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/papers/week/2025-W49'])
  expect((await get('/papers/week/2025-W53')).status).toBe(400)
})

it('has no data attribute on the site’s own pages', async () => {
  expect(await text('/')).not.toContain('data-props')
})
