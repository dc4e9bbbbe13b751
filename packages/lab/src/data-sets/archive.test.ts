import { Readable } from 'node:stream'
import { expect, it } from 'vitest'

import { makeArchive } from '../testing/archive.ts'
import { isChosen, readArchive } from './archive.ts'

const bytes = await makeArchive({ 'a.txt': 'A', 'deep/b.txt': 'B', 'deep/c/d.txt': 'D', 'deeper.txt': 'E' })
const read = (chosen: string[], from = bytes) => readArchive(Readable.from([from]), chosen)

it('chooses single files and whole folders, and nothing that only begins alike', async () => {
  expect([...(await read(['deep/'])).keys()]).toEqual(['deep/b.txt', 'deep/c/d.txt'])
  expect([...(await read(['a.txt', 'deep/c/'])).keys()]).toEqual(['a.txt', 'deep/c/d.txt'])
  expect(isChosen('deeper.txt', ['deep'])).toBe(false)
})

it('gives the contents without the top folder, and never a link', async () => {
  const files = await read(['a.txt', 'deep/'])
  expect(Buffer.from(files.get('deep/b.txt')!).toString()).toBe('B')
  await expect(read(['link'])).rejects.toThrow(/it has no link/)
})

it('names the chosen paths that are not there', async () => {
  await expect(read(['a.txt', 'x/', 'y'])).rejects.toThrow(/it has no x\/, y/)
})

it('refuses an archive that is cut or none at all', async () => {
  await expect(read(['a.txt'], bytes.subarray(0, bytes.length - 40))).rejects.toThrow()
  await expect(read(['a.txt'], Buffer.from('hello'))).rejects.toThrow(/header/)
})
