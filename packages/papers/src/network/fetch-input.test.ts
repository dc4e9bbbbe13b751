import type { RequestListener } from 'node:http'
import { describe, expect, it } from 'vitest'

import { fetchInput } from './fetch-input.ts'
import { startServer } from './recording-server.ts'

const now = new Date('2026-01-01T00:00:00Z')

async function fetchFrom(
  answer: RequestListener,
  {
    path = '/',
    timeoutMs = 300,
    longestPauseMs = 2000,
    signal,
  }: { path?: string; timeoutMs?: number; longestPauseMs?: number; signal?: AbortSignal } = {},
) {
  await using server = await startServer(answer)
  const settings = { arxivBase: server.base, huggingFaceBase: server.base, timeoutMs, longestPauseMs }
  const input = await fetchInput(server.base + path, settings, { allowAnyHost: false, signal, now })
  const chunks: Uint8Array[] = []
  for await (const chunk of input.bytes) chunks.push(chunk)
  return { text: Buffer.concat(chunks).toString(), requests: server.requests, readBytes: input.readBytes() }
}

describe('fetchInput', () => {
  it('gives the answer, piece by piece, and counts its bytes', async () => {
    expect(await fetchFrom((_, response) => response.end('hello'))).toMatchObject({ text: 'hello', readBytes: 5 })
  })

  it('follows the server’s own redirects and no others', async () => {
    const moved: RequestListener = ({ url }, response) =>
      url === '/' ? response.writeHead(302, { location: '/new' }).end() : response.end('new')
    expect(await fetchFrom(moved)).toMatchObject({ text: 'new', requests: ['/', '/new'] })
    await expect(fetchFrom((_, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end())).rejects.toMatchObject({
      code: 'address-refused',
    })
    await expect(fetchFrom((_, response) => response.writeHead(302, { location: '/again' }).end())).rejects.toThrow('more than 5 times')
  })

  it('asks a busy server again after the pause that it names', async () => {
    let asked = 0
    const started = performance.now()
    const { text } = await fetchFrom((_, response) =>
      ++asked < 2 ? response.writeHead(429, { 'retry-after': '1' }).end() : response.end('at last'),
    )
    expect([text, asked]).toEqual(['at last', 2])
    expect(performance.now() - started).toBeGreaterThan(950)
  })

  it('gives a busy server up after three tries, or at once where it asks for a long pause, and says when to come back', async () => {
    const { promise, resolve } = Promise.withResolvers<number>()
    let asked = 0
    const always: RequestListener = (_, response) => {
      asked++
      response.writeHead(429, { 'retry-after': '0' }).end()
      if (asked === 3) resolve(asked)
    }
    await expect(fetchFrom(always)).rejects.toMatchObject({ code: 'busy', message: expect.stringContaining('Try again in 1 s') })
    expect(await promise).toBe(3)
    const late = new Date(now.getTime() + 600_000).toUTCString()
    for (const pause of ['600', late]) {
      await expect(fetchFrom((_, response) => response.writeHead(503, { 'retry-after': pause }).end())).rejects.toThrow(
        'Try again in 600 s',
      )
    }
  })

  it('does not wait for a server that says nothing, or stops in the middle', async () => {
    await expect(fetchFrom(() => {})).rejects.toThrow('did not answer within 0.3 s')
    await expect(fetchFrom((_, response) => response.write('half'))).rejects.toThrow('did not answer within 0.3 s')
  })

  it('says how far a broken answer came', async () => {
    const broken: RequestListener = (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half')
      setTimeout(() => response.destroy(), 50)
    }
    await expect(fetchFrom(broken)).rejects.toMatchObject({ code: 'broken-off', message: expect.stringContaining('after 4 bytes') })
  })

  it('tells missing papers, refusals and unreachable hosts apart', async () => {
    await expect(fetchFrom((_, response) => response.writeHead(404).end())).rejects.toMatchObject({ code: 'not-found' })
    await expect(fetchFrom((_, response) => response.writeHead(403).end())).rejects.toThrow('answers with status 403')
    const settings = { arxivBase: 'http://127.0.0.1:1', huggingFaceBase: 'http://127.0.0.1:1', timeoutMs: 300, longestPauseMs: 0 }
    await expect(fetchInput('http://127.0.0.1:1/', settings, { allowAnyHost: false, now })).rejects.toMatchObject({
      code: 'network',
      message: expect.stringContaining('cannot be reached'),
    })
  })

  it('ends with the signal’s reason when it is cancelled', async () => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 50)
    await expect(fetchFrom(() => {}, { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })
})
