import { expect, it } from 'vitest'
import { sampleSite } from '../../testing/rooms.ts'

const { get, text } = sampleSite()

it('lets browsers keep assets for ever, under names that pages link to', async () => {
  const href = (await text('/')).match(/href="(\/assets\/site-[^"]+\.css)"/)?.[1] ?? ''
  const answer = await get(href)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
  expect(answer.headers.get('cache-control')).toContain('immutable')
})

it('answers 404 for what it does not have, and for ways out of its folder', async () => {
  for (const path of ['/assets/site.css', '/assets/..%2Fpackage.json']) expect((await get(path)).status).toBe(404)
})
