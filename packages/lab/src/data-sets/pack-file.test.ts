import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

import { readPackFile, writeAtomically, writePackFile } from './pack-file.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'offprint-pack-'))
const files = new Map([
  ['a.txt', Buffer.from('one\ntwo')],
  ['empty', Buffer.alloc(0)],
  ['ä/b', Buffer.from([0, 10, 255])],
])

it('reads back what was written: names, bytes and order', async () => {
  const file = join(folder(), 'deep/set.pack')
  await writePackFile(file, files)
  expect([...(await readPackFile(file))!]).toEqual([...files])
})

it('gives nothing where there is no pack, and refuses one that is cut', async () => {
  const file = join(folder(), 'set.pack')
  expect(await readPackFile(file)).toBeUndefined()
  await writePackFile(file, files)
  writeFileSync(file, readFileSync(file).subarray(0, -1))
  await expect(readPackFile(file)).rejects.toThrow(/bytes where its index names/)
})

it('leaves one whole file and no parts when many write at once', async () => {
  const place = folder()
  const file = join(place, 'set.pack')
  await Promise.all(Array.from({ length: 8 }, () => writePackFile(file, files)))
  expect(readdirSync(place)).toEqual(['set.pack'])
  expect([...(await readPackFile(file))!]).toEqual([...files])
})

it('leaves no part behind where the file cannot be put in its place', async () => {
  const place = folder()
  const taken = join(place, 'set.pack')
  await writeAtomically(join(taken, 'child'), 'a folder stands where the file should')
  await expect(writePackFile(taken, files)).rejects.toThrow()
  expect(readdirSync(place)).toEqual(['set.pack'])
})
