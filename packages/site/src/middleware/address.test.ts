import { expect, it } from 'vitest'
import { sampleSite } from '../testing/rooms.ts'

const { get } = sampleSite()

it('refuses an address that is too long before anybody reads it', async () => {
  const answer = await get(`/search?q=${'a'.repeat(10_000_000)}`)
  expect([answer.status, (await answer.text()).length]).toEqual([414, expect.toSatisfy((length: number) => length < 10_000)])
})

it('refuses what is not UTF-8, in the path and in the query', async () => {
  for (const address of ['/papers/%ff', '/search?q=%C3%28', '/api/papers/search?q=%E2%82']) expect((await get(address)).status).toBe(400)
})

it('reads letters of every script, and a lone per cent sign', async () => {
  expect((await get('/search?q=%C3%A9%E6%9D%8E')).status).toBe(200)
  expect((await get('/search?q=100%')).status).toBe(200)
})
