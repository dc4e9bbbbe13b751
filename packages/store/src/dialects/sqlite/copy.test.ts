import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { expect, it } from 'vitest'

import { createTemporaryStore } from '../../testing.ts'
import { copyDatabase } from './copy.ts'

it('copies what is committed while a transaction is open, and leaves no half file', async () => {
  await using store = await createTemporaryStore()
  await store.db.insertInto('meta').values({ key: 'committed', value: '1' }).execute()
  const copy = await store.transaction(async (trx) => {
    await trx.insertInto('meta').values({ key: 'open', value: '1' }).execute()
    return copyDatabase(store.path, '0009-next')
  })
  expect(copy).toBe(`${store.path}.before-0009-next`)
  expect(existsSync(`${copy}.part`)).toBe(false)
  const database = new DatabaseSync(copy, { readOnly: true })
  expect(
    database
      .prepare('select key from meta')
      .all()
      .map(({ key }) => key),
  ).toEqual(['committed'])
  database.close()
})

it('says which file could not be written', async () => {
  await using store = await createTemporaryStore()
  const missing = join(dirname(store.path), 'missing')
  await rm(missing, { recursive: true, force: true })
  await expect(copyDatabase(store.path, '../missing/0009-next')).rejects.toMatchObject({ name: 'StoreError' })
})
