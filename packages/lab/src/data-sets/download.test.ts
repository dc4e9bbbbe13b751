import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Progress } from '@offprint/methods'
import { expect, it } from 'vitest'

import { type Answer, serveFiles } from '../testing/file-server.ts'
import { download } from './download.ts'

const content = Buffer.from(Array.from({ length: 50_000 }, (_, i) => i % 251))
const quick = { waitMs: 5 }

function place(): { folder: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-download-'))
  return { folder, file: join(folder, 'file') }
}

/** Serves half and hangs up at the first request; serves what a range asks for, or all, afterwards. */
const cutOnce =
  (headers: Record<string, string>): Answer =>
  (request, response, count) => {
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
    response.writeHead(from ? 206 : 200, { 'content-length': content.length - from, ...headers })
    if (count > 1) return response.end(content.subarray(from))
    response.write(content.subarray(0, 20_000))
    return setTimeout(() => response.destroy(), 20)
  }

it('writes the whole file with progress that ends at its size', async () => {
  await using server = await serveFiles((_, response) => response.writeHead(200, { 'content-length': content.length }).end(content))
  const { folder, file } = place()
  const seen: Progress[] = []
  await download(`${server.url}/file`, file, { onProgress: (progress) => seen.push(progress) })
  expect(readFileSync(file).equals(content)).toBe(true)
  expect(seen.at(-1)).toMatchObject({ done: content.length, total: content.length, unit: 'bytes' })
  expect(readdirSync(folder)).toEqual(['file'])
})

it('goes on after a cut where the server names its version', async () => {
  await using server = await serveFiles(cutOnce({ etag: '"v1"' }))
  const { file } = place()
  await download(server.url, file, quick)
  expect(readFileSync(file).equals(content)).toBe(true)
  expect(server.requests[1].range).toMatch(/^bytes=\d+-$/)
})

it('begins again after a cut where it does not', async () => {
  await using server = await serveFiles(cutOnce({}))
  const { file } = place()
  await download(server.url, file, quick)
  expect(readFileSync(file).equals(content)).toBe(true)
  expect(server.requests[1].range).toBeUndefined()
})

it('tries again after 429 and 503, and gives up at once after 404, leaving nothing', async () => {
  await using server = await serveFiles((_, response, count) => response.writeHead([429, 503, 200][count - 1] ?? 404).end('x'))
  const { folder, file } = place()
  await download(server.url, file, quick)
  expect(server.requests).toHaveLength(3)
  await expect(download(`${server.url}/gone`, join(folder, 'gone'), quick)).rejects.toThrow(/gone answered 404/)
  expect(server.requests).toHaveLength(4)
  expect(readdirSync(folder)).toEqual(['file'])
})

it('takes silence for a cut and says how often it tried', async () => {
  await using server = await serveFiles((_, response) => response.writeHead(200, { 'content-length': 10 }).write('half'))
  const { folder, file } = place()
  const started = download(server.url, file, { attempts: 2, silenceMs: 60, waitMs: 5 })
  await expect(started).rejects.toThrow(/could not be fetched in 2 tries: nothing came for 0\.06 s/)
  expect(readdirSync(folder)).toEqual([])
})

it('keeps to a slow server as long as something comes', async () => {
  await using server = await serveFiles((_, response) => {
    response.writeHead(200, { 'content-length': 5 })
    for (let i = 0; i < 5; i++) setTimeout(() => (i < 4 ? response.write('x') : response.end('x')), 60 * (i + 1))
  })
  const { file } = place()
  await download(server.url, file, { silenceMs: 250, attempts: 1 })
  expect(readFileSync(file, 'utf8')).toBe('xxxxx')
})

it('stops at once when asked to, leaving nothing', async () => {
  await using server = await serveFiles((_, response) => response.writeHead(200, { 'content-length': 10 }).write('half'))
  const { folder, file } = place()
  await expect(download(server.url, file, { signal: AbortSignal.timeout(50) })).rejects.toThrow(/timeout/i)
  expect(readdirSync(folder)).toEqual([])
  expect(server.requests).toHaveLength(1)
})

it('says where nobody listens', async () => {
  const { file } = place()
  await expect(download('http://127.0.0.1:9/file', file, { attempts: 1 })).rejects.toThrow(/127\.0\.0\.1:9\/file could not be fetched/)
})
