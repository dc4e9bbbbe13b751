import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { fillAtomically, writeAtomically } from './atomic.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-atomic-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('writes a file whole or not at all', async () => {
  const path = join(folder, 'deep/file')
  await writeAtomically(path, (file) => file.writeFile('one'))
  const broken = writeAtomically(path, async (file) => {
    await file.writeFile('tw')
    throw new Error('disk full')
  })
  await expect(broken).rejects.toThrow('disk full')
  expect([await readFile(path, 'utf8'), await readdir(join(folder, 'deep'))]).toEqual(['one', ['file']])
})

it('fills a folder whole or not at all, and replaces an older one', async () => {
  const path = join(folder, 'model')
  const fill = (content: string, fail = false) =>
    fillAtomically(path, async (partial) => {
      await writeFile(join(partial, 'a'), content)
      if (fail) throw new Error('killed')
    })
  await fill('one')
  await mkdir(join(path, 'old'))
  await expect(fill('two', true)).rejects.toThrow('killed')
  expect([await readFile(join(path, 'a'), 'utf8'), (await readdir(path)).sort(), await readdir(folder)]).toEqual([
    'one',
    ['a', 'old'],
    ['model'],
  ])
  await fill('three')
  expect([await readFile(join(path, 'a'), 'utf8'), await readdir(path), await readdir(folder)]).toEqual(['three', ['a'], ['model']])
})
