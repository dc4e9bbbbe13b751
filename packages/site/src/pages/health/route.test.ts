import { expect, it } from 'vitest'
import { sampleSite } from '../../testing/rooms.ts'

it('says that the catalogue answers, and how many papers it has', async () => {
  expect(await (await sampleSite().get('/healthz')).json()).toEqual({ ok: true, papers: 4 })
})

it('keeps robots from runs', async () => {
  expect(await sampleSite().text('/robots.txt')).toContain('Disallow: /runs/')
})
