import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { openFile } from './open-input.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-input-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function contentOf(path: string): Promise<string> {
  return Buffer.concat(await Array.fromAsync((await openFile(path)).bytes)).toString()
}

it('unpacks gzip by its first bytes, whatever the name says', async () => {
  const text = 'paper '.repeat(100_000)
  await writeFile(join(folder, 'a.jsonl.gz'), gzipSync(text))
  await writeFile(join(folder, 'b.jsonl'), gzipSync(text))
  expect(await contentOf(join(folder, 'a.jsonl.gz'))).toBe(text)
  expect(await contentOf(join(folder, 'b.jsonl'))).toBe(text)
  expect((await openFile(join(folder, 'a.jsonl.gz'))).name).toBe('a.jsonl')
})

it('counts what has been read against the size of the file', async () => {
  await writeFile(join(folder, 'c.txt'), 'x'.repeat(1_000_000))
  const input = await openFile(join(folder, 'c.txt'))
  await Array.fromAsync(input.bytes)
  expect([input.readBytes(), input.totalBytes]).toEqual([1_000_000, 1_000_000])
})

it('says what is wrong with a missing file, a folder and an empty file', async () => {
  await writeFile(join(folder, 'empty'), '')
  await expect(openFile(join(folder, 'missing'))).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('no file') })
  await expect(openFile(folder)).rejects.toMatchObject({ code: 'is-folder', message: expect.stringContaining('is a folder') })
  await expect(openFile(join(folder, 'empty'))).rejects.toMatchObject({ code: 'empty', message: expect.stringContaining('is empty') })
})

it('gives what stands before the damage of a gzip file, then says that it is damaged', async () => {
  const packed = gzipSync(Array.from({ length: 20_000 }, (_, n) => `line ${n * 7919}`).join('\n'))
  await writeFile(join(folder, 'cut.gz'), packed.subarray(0, packed.length / 2))
  let length = 0
  const reading = async () => {
    for await (const chunk of (await openFile(join(folder, 'cut.gz'))).bytes) length += chunk.length
  }
  await expect(reading()).rejects.toMatchObject({ code: 'broken-off', message: expect.stringContaining('Get the file again') })
  expect(length).toBeGreaterThan(0)
})
