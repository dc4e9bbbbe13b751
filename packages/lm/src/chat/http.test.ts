import { describe, expect, it } from 'vitest'

import { type Endpoint, post, readText } from './http.ts'
import { completion, createReplayServer, json } from './replay-server.ts'

const key = 'sk-very-secret-0123456789'
const ok = json(200, completion('Hi'))

function endpoint(url: string, changes: Partial<Endpoint> = {}): Endpoint {
  return { url: new URL(`${url}/chat/completions`), key, timeoutMs: 2000, retries: 2, firstDelayMs: 1, ...changes }
}
const send = (to: Endpoint, signal?: AbortSignal) => post(to, {}, () => {}, signal).then(readText)

describe('post', () => {
  it.each([[429], [500], [502], [503], [408]])('tries again after status %i', async (status) => {
    await using server = await createReplayServer([json(status, {}), json(status, {}), ok])
    expect(await send(endpoint(server.url))).toContain('Hi')
    expect(server.requests).toHaveLength(3)
  })

  it('gives up after the retries with the last failure', async () => {
    await using server = await createReplayServer([json(503, { error: { message: `loading ${key}` } })])
    const error = await send(endpoint(server.url)).catch((error) => error)
    expect(error).toMatchObject({ code: 'chat-server', status: 503, message: expect.stringContaining('loading (key)') })
    expect(JSON.stringify(error) + error.stack).not.toContain(key)
    expect(server.requests).toHaveLength(3)
  })

  it('waits as long as Retry-After says', async () => {
    await using server = await createReplayServer([json(429, {}, { 'retry-after': '0.2' }), ok])
    const start = performance.now()
    await send(endpoint(server.url))
    expect(performance.now() - start).toBeGreaterThan(190)
  })

  it('does not wait for minutes, and says when to come back', async () => {
    await using server = await createReplayServer([json(429, {}, { 'retry-after': '3600' })])
    await expect(send(endpoint(server.url))).rejects.toMatchObject({ code: 'chat-limited', message: expect.stringContaining('3600 s') })
    expect(server.requests).toHaveLength(1)
  })

  it('reads Retry-After as a date too', async () => {
    const later = new Date(Date.now() + 600_000).toUTCString()
    await using server = await createReplayServer([json(429, {}, { 'retry-after': later })])
    await expect(send(endpoint(server.url))).rejects.toThrow(/asked again in (599|600) s/)
  })

  it.each([
    [401, 'chat-config'],
    [404, 'chat-config'],
    [400, 'chat-refused'],
    [302, 'chat-config'],
  ])('does not repeat what status %i refuses', async (status, code) => {
    await using server = await createReplayServer([json(status, { message: 'no' }, { location: 'http://127.0.0.1:1/' })])
    await expect(send(endpoint(server.url))).rejects.toMatchObject({ code, status })
    expect(server.requests).toHaveLength(1)
  })

  it('does not repeat a request that has no quota', async () => {
    await using server = await createReplayServer([json(429, { error: { code: 'insufficient_quota' } })])
    await expect(send(endpoint(server.url))).rejects.toMatchObject({ code: 'chat-limited' })
    expect(server.requests).toHaveLength(1)
  })

  it('names a server that does not answer in time, before and in the middle of its answer', async () => {
    await using server = await createReplayServer([() => {}, (response) => response.write('{"cho')])
    const to = endpoint(server.url, { timeoutMs: 100, retries: 0 })
    await expect(send(to)).rejects.toMatchObject({ code: 'chat-timeout', message: expect.stringContaining('0.1 s') })
    await expect(send(to)).rejects.toMatchObject({ code: 'chat-timeout' })
  })

  it('names a connection that is refused or breaks', async () => {
    await using server = await createReplayServer([
      (response) => {
        response.write('{"cho')
        setTimeout(() => response.destroy(), 20)
      },
    ])
    await expect(send(endpoint(server.url))).rejects.toMatchObject({ code: 'chat-unreachable', message: expect.stringContaining('middle') })
    await expect(send(endpoint('http://127.0.0.1:1/v1', { retries: 0 }))).rejects.toMatchObject({ code: 'chat-unreachable' })
  })

  it('stops at once, with its own reason, when the caller aborts', async () => {
    await using server = await createReplayServer([() => {}])
    const stop = new AbortController()
    setTimeout(() => stop.abort(new Error('enough')), 30)
    await expect(send(endpoint(server.url), stop.signal)).rejects.toThrow('enough')
  })
})
