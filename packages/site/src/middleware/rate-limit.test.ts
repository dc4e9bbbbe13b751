import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { Problem } from '../problem.ts'
import type { Env } from '../site.ts'
import { rateLimit } from './rate-limit.ts'

function limited() {
  let now = new Date('2025-12-24T18:00:00Z')
  const app = new Hono<Env>()
  app.use(rateLimit(() => now))
  app.get('/', (c) => c.text('ok'))
  app.onError((error, c) => (error instanceof Problem ? c.text(error.advice, error.status, error.headers) : c.text('', 500)))
  const ask = async (remoteAddress: string, times: number) => {
    let last = new Response()
    const env = { incoming: { socket: { remoteAddress } } } as unknown as Partial<HttpBindings>
    for (let time = 0; time < times; time++) last = await app.request('/', {}, env)
    return last
  }
  return { ask, wait: (seconds: number) => (now = new Date(now.getTime() + seconds * 1000)) }
}

it('says when to come back once an address has used its window, and lets it in again then', async () => {
  const { ask, wait } = limited()
  expect((await ask('203.0.113.7', 3000)).status).toBe(200)
  const refused = await ask('203.0.113.7', 1)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('ratelimit')).toBe('"api";r=0;t=300')
  expect((await ask('203.0.113.8', 1)).status).toBe(200)
  wait(301)
  expect((await ask('203.0.113.7', 1)).status).toBe(200)
})

it('never counts this machine', async () => {
  const { ask } = limited()
  for (const loopback of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect((await ask(loopback, 3100)).status).toBe(200)
})
