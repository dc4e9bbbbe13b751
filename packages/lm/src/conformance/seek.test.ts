import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { createSeeker } from './seek.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-seek-'))
  await mkdir(join(folder, 'a/b'), { recursive: true })
  await mkdir(join(folder, 'node_modules'))
  await writeFile(join(folder, 'a/b/right.json'), 'right')
  await writeFile(join(folder, 'a/wrong.json'), 'wrong')
  await writeFile(join(folder, 'node_modules/other.json'), 'other')
  await symlink(join(folder, 'a'), join(folder, 'a/b/circle'))
})
afterAll(() => rm(folder, { recursive: true }))

const wanted = (content: string, names = /\.json$/) => ({
  sha256: createHash('sha256').update(content).digest('hex'),
  names,
  what: `the file ${content}`,
})

it('finds a file by its content, whatever its name, and survives a circle of links', async () => {
  expect(await createSeeker([folder]).find(wanted('right'))).toBe(join(folder, 'a/b/right.json'))
  expect(new TextDecoder().decode(await createSeeker(['/nowhere', folder]).read(wanted('wrong')))).toBe('wrong')
})

it('says what is missing and where it looked', async () => {
  const seeker = createSeeker([folder])
  for (const search of [
    () => seeker.find(wanted('other')),
    () => seeker.find(wanted('right', /\.gguf$/)),
    () => seeker.read(wanted('none')),
  ]) {
    await expect(search()).rejects.toMatchObject({ code: 'weights-missing', message: expect.stringContaining(folder) })
  }
})
