import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { archiveFiles } from './archive.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-tar-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** A member of a tar archive: header of 512 bytes with name, octal size and type, then the content in whole blocks. */
function member(name: string, content: string, type = '0'): Buffer {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.write(content.length.toString(8).padStart(11, '0'), 124)
  header.write(type, 156)
  const data = Buffer.alloc(Math.ceil(content.length / 512) * 512)
  data.write(content)
  return Buffer.concat([header, data])
}
async function read(bytes: Buffer, names: RegExp): Promise<[string, string][]> {
  await writeFile(join(folder, 'a.tar.gz'), bytes)
  const files: [string, string][] = []
  for await (const file of archiveFiles(join(folder, 'a.tar.gz'), names)) files.push([file.name, new TextDecoder().decode(file.bytes)])
  return files
}
const long = `${'d/'.repeat(80)}b.json`
const archive = Buffer.concat([
  member('a/', '', '5'),
  member('a/a.json', 'x'.repeat(600)),
  member('a/skipped', 'y'.repeat(700)),
  member('pax', `${long.length + 10} path=${long}\n`, 'x'),
  member('short', 'pax'),
  member('L', `${long}\0`, 'L'),
  member('short', 'gnu'),
  Buffer.alloc(1024),
])

it('reads the members that are wanted, with long names', async () => {
  expect(await read(gzipSync(archive), /\.json$/)).toEqual([
    ['a/a.json', 'x'.repeat(600)],
    [long, 'pax'],
    [long, 'gnu'],
  ])
})

it('says that an archive is cut off', async () => {
  await expect(read(gzipSync(archive.subarray(0, 1200)), /\.json$/)).rejects.toThrow(/cut off in a\/a\.json/)
  await expect(read((await readFile(join(folder, 'a.tar.gz'))).subarray(0, 40), /\.json$/)).rejects.toThrow()
})
