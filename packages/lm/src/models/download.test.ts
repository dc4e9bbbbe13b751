import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { download, type RemoteFile } from './download.ts'
import { createFileServer } from './file-server.ts'

const content = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7) & 255)
const sha256 = createHash('sha256').update(content).digest('hex')
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-download-'))
})
afterEach(() => rm(folder, { recursive: true }))

const remote = (url: string, changes: Partial<RemoteFile> = {}): RemoteFile => ({
  url: `${url}/file`,
  sizeBytes: content.length,
  sha256,
  ...changes,
})
async function fetchFile(file: RemoteFile, signal?: AbortSignal): Promise<number[]> {
  const steps: number[] = []
  for await (const done of download(file, join(folder, 'deep/file'), signal)) steps.push(done)
  return steps
}
const fetched = async () => new Uint8Array(await readFile(join(folder, 'deep/file')))

it('fetches a file, tells how far it is, and does not fetch it again', async () => {
  await using server = await createFileServer({ '/file': content })
  const steps = await fetchFile(remote(server.url))
  expect(steps.at(-1)).toBe(content.length)
  expect(steps).toEqual(steps.toSorted((a, b) => a - b))
  expect(await fetched()).toEqual(content)
  await fetchFile(remote(server.url))
  expect(server.requests).toHaveLength(1)
})

it('goes on where a broken connection ended', async () => {
  let broken = false
  const breaks = (response: ServerResponse, request: { headers: { range?: string } }) => {
    const from = Number(/\d+/.exec(request.headers.range ?? '0')![0])
    response.writeHead(from > 0 ? 206 : 200)
    if (broken) return response.end(content.subarray(from))
    broken = true
    response.write(content.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 50))
  }
  await using server = await createFileServer({ '/file': breaks as never })
  await fetchFile(remote(server.url))
  expect(await fetched()).toEqual(content)
  expect(server.requests.map(({ range }) => range)).toEqual([undefined, 'bytes=100000-'])
})

it('goes on where an earlier process was killed, and begins again where the server knows no ranges', async () => {
  await using server = await createFileServer({ '/file': content, '/whole': (response) => response.writeHead(200).end(content) })
  for (const path of ['/file', '/whole']) {
    await rm(join(folder, 'deep'), { recursive: true, force: true })
    await fetchFile(remote(server.url)).catch(() => undefined)
    await rm(join(folder, 'deep/file'))
    await writeFile(join(folder, 'deep/file.part'), content.subarray(0, 1000))
    await fetchFile(remote(server.url, { url: server.url + path }))
    expect(await fetched()).toEqual(content)
  }
  expect(server.requests.map(({ range }) => range).filter(Boolean)).toEqual(['bytes=1000-', 'bytes=1000-'])
})

it("throws away what has another hash, also by git's own for small files", async () => {
  await using server = await createFileServer({ '/file': content })
  await expect(fetchFile(remote(server.url, { sha256: '0'.repeat(64) }))).rejects.toMatchObject({ code: 'weights-mismatch' })
  expect(await readdir(join(folder, 'deep'))).toEqual([])
  const git = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
  await fetchFile(remote(server.url, { sha256: undefined, gitSha1: git }))
  await rm(join(folder, 'deep/file'))
  await expect(fetchFile(remote(server.url, { sha256: undefined, gitSha1: '0'.repeat(40) }))).rejects.toMatchObject({
    code: 'weights-mismatch',
  })
})

it('stops at a file that is longer than announced, at a refusal and at a server that is not there', async () => {
  await using server = await createFileServer({ '/file': content })
  await expect(fetchFile(remote(server.url, { sizeBytes: 10 }))).rejects.toThrow(/longer than the 10 bytes/)
  await expect(fetchFile(remote(server.url, { url: `${server.url}/none` }))).rejects.toThrow(/answered 404/)
  await expect(fetchFile(remote(await closedUrl()))).rejects.toMatchObject({
    code: 'weights-download',
    message: expect.stringContaining('ECONNREFUSED'),
  })
})

it('stops when it is told to and keeps what came', async () => {
  await using server = await createFileServer({ '/file': (response) => response.writeHead(200).write(content.subarray(0, 5000)) })
  const stop = new AbortController()
  const fetching = async () => {
    for await (const done of download(remote(server.url), join(folder, 'deep/file'), stop.signal))
      if (done === 5000) stop.abort(new Error('enough'))
  }
  await expect(fetching()).rejects.toThrow('enough')
  expect(await readdir(join(folder, 'deep'))).toEqual(['file.part'])
})

it('says that the disk is full', async (context) => {
  if (!existsSync('/dev/full')) context.skip('needs /dev/full')
  await using server = await createFileServer({ '/file': content })
  await mkdir(join(folder, 'deep'))
  // Whatever is written to this device fails as on a full disk.
  await symlink('/dev/full', join(folder, 'deep/file.part'))
  await expect(fetchFile(remote(server.url))).rejects.toMatchObject({
    code: 'weights-download',
    message: expect.stringContaining('The disk is full'),
  })
  expect(await readdir(join(folder, 'deep'))).toEqual(['file.part'])
})

/** An address where nothing listens any more. */
async function closedUrl(): Promise<string> {
  await using server = await createFileServer({})
  return server.url
}
