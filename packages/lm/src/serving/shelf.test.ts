import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'

import { createModelStore } from '../models/store.ts'
import { createTinyModels, writeTinyFolder } from '../testing/tiny-folder.ts'
import { createShelf } from './shelf.ts'

/** A store that counts how often it reads a model's files. */
function counting(folder: string) {
  const store = createModelStore({ folder })
  const counts = { show: 0, list: 0 }
  const show = (name: string) => {
    counts.show++
    return store.show(name)
  }
  const list = () => {
    counts.list++
    return store.list()
  }
  return { counts, models: { show, list } }
}

it('reads a model once, and anew when its folder is another', async () => {
  await using folder = await createTinyModels()
  const { counts, models } = counting(folder.path)
  const shelf = createShelf(models)
  const first = await shelf.get('tiny')
  expect(await shelf.get('tiny')).toBe(first)
  expect(counts.show).toBe(1)
  await rm(join(folder.path, 'tiny'), { recursive: true })
  await expect(shelf.get('tiny')).rejects.toMatchObject({ failure: { status: 404 } })
  await writeTinyFolder(join(folder.path, 'tiny'), { seed: 5 })
  expect((await shelf.get('tiny')).row.sha256).not.toBe(first.row.sha256)
})

it('says which models there are where one is not, also for names that cannot be', async () => {
  await using folder = await createTinyModels()
  const shelf = createShelf(createModelStore({ folder: folder.path }))
  const message = expect.stringContaining('Installed are bare, tiny, vectors.')
  for (const name of ['gpt-4o', '../tiny', '.hidden'])
    await expect(shelf.get(name)).rejects.toMatchObject({ failure: { status: 404, code: 'model_not_found', message } })
  const empty = createShelf(createModelStore({ folder: join(folder.path, 'nothing') }))
  await expect(empty.get('tiny')).rejects.toThrow(/offprint models pull/)
})

it('lists what is installed, and reads it again after ten seconds', async () => {
  await using folder = await createTinyModels()
  const { counts, models } = counting(folder.path)
  let time = 0
  const shelf = createShelf(models, () => time)
  expect((await shelf.list()).map(({ row }) => row.name)).toEqual(['bare', 'tiny', 'vectors'])
  time = 9_999
  await shelf.list()
  expect(counts.list).toBe(1)
  time = 10_000
  await shelf.list()
  expect(counts.list).toBe(2)
})
