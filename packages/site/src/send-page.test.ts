import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { samplePapers } from './testing/papers.ts'
import { sampleSite } from './testing/rooms.ts'

it('serves a page again from memory until somebody writes, then shows the change', async () => {
  const site = sampleSite()
  let asked = 0
  const day = site.catalogue.day
  site.catalogue.day = (...given) => {
    asked++
    return day(...given)
  }
  const first = await site.text('/date/2025-12-24')
  const before = asked
  expect(await site.text('/date/2025-12-24')).toBe(first)
  expect(asked).toBe(before)
  site.catalogue.change([{ ...samplePapers[0], title: 'Unfolding letters' }])
  expect(await site.text('/date/2025-12-24')).toContain('Unfolding letters')
})

it('answers 304 to who has the page already, and the page to who has an older one', async () => {
  const site = sampleSite()
  const etag = (await site.get('/trending')).headers.get('etag') ?? ''
  const again = await site.get('/trending', { 'if-none-match': etag })
  expect([again.status, await again.text()]).toEqual([304, ''])
  expect((await site.get('/trending', { 'if-none-match': 'W/"older"' })).status).toBe(200)
})

it('compresses for those who ask for it', async () => {
  const site = sampleSite()
  const packed = await site.get('/', { 'accept-encoding': 'gzip, br' })
  expect(packed.headers.get('content-encoding')).toBe('gzip')
  expect(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString()).toBe(await site.text('/'))
})

it('keeps pages of different hosts apart, for their links differ', async () => {
  const { app } = sampleSite()
  const [one, other] = await Promise.all(['http://a.example/', 'http://b.example/'].map(async (url) => (await app.request(url)).text()))
  expect(one).toContain('href="http://a.example/"')
  expect(other).toContain('href="http://b.example/"')
})

it('never keeps the page of a run', async () => {
  const { get } = sampleSite()
  expect((await get('/runs/none')).headers.get('cache-control')).toBe('no-store')
})

it('has no format for what is no list', async () => {
  const { get } = sampleSite()
  expect((await get('/claims.atom')).status).toBe(404)
})
