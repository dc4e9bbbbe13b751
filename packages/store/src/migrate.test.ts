import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { afterAll, beforeAll, expect, it } from 'vitest'

import { copyDatabase } from './dialects/sqlite/copy.ts'
import { sqlite } from './dialects/sqlite/sqlite.ts'
import { migrate } from './migrate.ts'
import { type Migration, migrations } from './migrations/index.ts'
import { openStore } from './open-store.ts'
import { createTemporaryStore } from './testing.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-migrate-'))
})
afterAll(() => rm(folder, { recursive: true }))

const failing: Migration = {
  name: '9999-failing',
  up: async (db) => {
    await db.schema.createTable('half_done').addColumn('a', 'text').execute()
    throw new Error('the power went')
  },
}

it('a step that fails leaves the database as it was, with a copy from before beside it', async () => {
  await using store = await createTemporaryStore()
  await store.db.insertInto('meta').values({ key: 'mine', value: '1' }).execute()
  const copy = (name: string) => copyDatabase(store.path, name)
  await expect(migrate(store.db, sqlite, copy, [...migrations, failing])).rejects.toThrow('the power went')
  expect(await sqlite.hasTable(store.db, 'half_done')).toBe(false)
  const before = new DatabaseSync(`${store.path}.before-9999-failing`, { readOnly: true })
  expect(before.prepare('select key from meta').get()).toMatchObject({ key: 'mine' })
  before.close()
})

it('a new database needs no copy', async () => {
  await using store = await createTemporaryStore()
  expect(existsSync(`${store.path}.before-0001-papers`)).toBe(false)
})

it('a database that a newer version has used is refused, untouched', async () => {
  const path = join(folder, 'newer.sqlite')
  await (await openStore({ path })).close()
  const file = new DatabaseSync(path)
  file.exec(`insert into schema_migrations values ('0099-later', '2030-01-01')`)
  file.close()
  await expect(openStore({ path })).rejects.toMatchObject({ code: 'newer-schema', message: expect.stringContaining('0099-later') })
})

it('several processes that open a new database at once all succeed', async () => {
  const path = join(folder, 'together.sqlite')
  const program = `
    const { openStore } = await import(${JSON.stringify(join(import.meta.dirname, 'open-store.ts'))})
    const store = await openStore({ path: ${JSON.stringify(path)} })
    await store.db.insertInto('meta').values({ key: String(process.pid), value: '1' }).execute()
    await store.close()`
  const children = Array.from({ length: 4 }, () => spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' }))
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]))
  expect(codes).toEqual([0, 0, 0, 0])
  await using store = await openStore({ path })
  expect(await store.db.selectFrom('meta').selectAll().execute()).toHaveLength(4)
})
