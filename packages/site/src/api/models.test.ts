import { expect, it } from 'vitest'

import { createApp } from '../app.ts'
import { startServer } from '../serve.ts'
import { arrayCatalogue } from '../testing/catalogue.ts'
import { listLab } from '../testing/lab.ts'

const rooms = { catalogue: arrayCatalogue([]), lab: listLab([]) }
const body = '{"model":"tiny"}'

it('gives the answer of the models with the headers of the site', async () => {
  const asked: string[] = []
  const handle = async (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`)
    return Response.json({ error: {} }, { status: 429, headers: { 'retry-after': '7' } })
  }
  const app = createApp({ ...rooms, models: { handle } })
  const answer = await app.request('/v1/chat/completions', { method: 'POST', body, headers: { 'content-type': 'application/json' } })
  expect(answer.status).toBe(429)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'retry-after': '7',
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  })
  // A name that ends like a format is a name.
  await app.request('/v1/models/tiny.json')
  expect(asked).toEqual([`POST /v1/chat/completions ${body}`, 'GET /v1/models/tiny.json '])
})

it('has nothing there where the site was started without models', async () => {
  expect((await createApp(rooms).request('/v1/models')).status).toBe(404)
})

it('takes what a program of this machine sends with a key, from wherever it says it comes, and nothing from the pages of others', async () => {
  const app = createApp({ ...rooms, models: { handle: async () => Response.json({}) } })
  const send = (headers: Record<string, string>, path = '/v1/completions') =>
    app.request(path, { method: 'POST', body, headers: { origin: 'https://elsewhere.example', ...headers } })
  expect((await send({ authorization: 'Bearer none' })).status).toBe(200)
  expect((await send({})).status).toBe(403)
  expect((await send({ authorization: 'Basic none' })).status).toBe(403)
  expect((await send({ authorization: 'Bearer none' }, '/runs/1/cancel')).status).toBe(403)
})

it('streams, and tells the models when the client goes away', async () => {
  const { promise: gone, resolve } = Promise.withResolvers<void>()
  const handle = async ({ signal }: Request) => {
    signal.addEventListener('abort', () => resolve())
    const bytes = new TextEncoder().encode('data: {}\n\n')
    // It never ends by itself.
    const stream = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(bytes) })
    return new Response(stream, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' } })
  }
  await using served = await startServer({ app: createApp({ ...rooms, models: { handle } }), port: 0, host: '127.0.0.1' })
  const leaving = new AbortController()
  const answer = await fetch(`${served.address}/v1/completions`, { method: 'POST', body, signal: leaving.signal })
  expect(answer.headers.get('cache-control')).toBe('no-cache')
  const reader = answer.body!.getReader()
  expect(new TextDecoder().decode((await reader.read()).value)).toBe('data: {}\n\n')
  leaving.abort()
  await gone
})
