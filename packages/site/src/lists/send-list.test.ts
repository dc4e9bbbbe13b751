import { expect, it } from 'vitest'
import { sampleSite } from '../testing/rooms.ts'

const { get, text } = sampleSite()

it('gives every list and query in every format, with its media type', async () => {
  const lists = [
    '/today',
    '/date/2025-12-24',
    '/week/2025-W52',
    '/month/2025-12',
    '/trending',
    '/papers',
    '/authors/jun-sato',
    '/papers/2512.00011',
  ]
  const types = { atom: 'application/atom+xml', json: 'application/feed+json', bib: 'bibtex', ris: 'research-info', 'csl.json': 'csl' }
  for (const list of lists) {
    for (const [format, type] of Object.entries(types)) {
      const answer = await get(`${list}.${format}`)
      expect([list, format, answer.status, answer.headers.get('content-type')]).toEqual([list, format, 200, expect.stringContaining(type)])
    }
  }
})

it('keeps the query of a search, in the feed’s links too', async () => {
  const feed = await text('/search.atom?q=postcard')
  expect(feed).toContain('http://localhost/search.atom?q=postcard')
  expect(feed).toContain('A postcard is all you need to say less')
  expect(feed).not.toContain('Folding letters')
})

it('gives a paper’s own citation', async () => {
  const bibtex = await text('/papers/2512.00011.bib')
  expect(bibtex.match(/^@/gm)).toHaveLength(1)
  expect(bibtex).toContain('Crease')
})

it('says when a list last changed by its papers, so that an unchanged feed stays unchanged', async () => {
  expect(await text('/date/2025-12-24.atom')).toBe(
    await sampleSite({ now: new Date('2025-12-25T09:00:00Z') }).text('/date/2025-12-24.atom'),
  )
})

it('lists no Markdown: that is a paper’s own', async () => {
  expect((await get('/trending.md')).status).toBe(404)
  expect((await get('/papers/2512.00011.md')).status).toBe(200)
})

it('refuses a bad day in a feed as on its page', async () => {
  expect((await get('/date/2025-13-40.atom')).status).toBe(400)
})
