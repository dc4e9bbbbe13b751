import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { openStore } from '../../open-store.ts'
import { samplePaper } from '../../sample-papers.ts'
import { createTemporaryStore } from '../../testing.ts'
import { storeError } from './failures.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-failures-'))
})
afterAll(() => rm(folder, { recursive: true }))

it('a full disk refuses the write, says so, and keeps what was there', async () => {
  await using store = await createTemporaryStore()
  await store.db
    .insertInto('papers')
    .values(samplePaper({ id: 'before' }))
    .execute()
  await sql`pragma max_page_count = 1`.execute(store.db) // SQLite takes the present size instead: no page more
  const filling = store.transaction(async (trx) => {
    await trx
      .insertInto('papers')
      .values(samplePaper({ id: 'big', abstract: 'x'.repeat(100_000) }))
      .execute()
  })
  await expect(filling).rejects.toMatchObject({ code: 'disk-full', message: expect.stringContaining('Free some space') })
  expect(await store.db.selectFrom('papers').select('id').execute()).toEqual([{ id: 'before' }])
})

it('a file that is no database is left alone', async () => {
  const path = join(folder, 'notes.txt')
  await writeFile(path, 'These are my notes. '.repeat(300))
  await expect(openStore({ path })).rejects.toMatchObject({ code: 'corrupt', message: expect.stringContaining(path) })
})

it('a damaged file is reported as damaged', async () => {
  const path = join(folder, 'damaged.sqlite')
  await (await openStore({ path })).close()
  const file = await open(path, 'r+')
  await file.write(Buffer.alloc(4096 * 3, 0x5a), 0, 4096 * 3, 4096)
  await file.close()
  await expect(openStore({ path })).rejects.toMatchObject({ code: 'corrupt' })
})

it('a path that cannot hold a file says which setting to change', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(openStore({ path: join(folder, 'file', 'db.sqlite') })).rejects.toMatchObject({ code: 'cannot-open' })
  await expect(openStore({ path: folder })).rejects.toMatchObject({
    code: 'cannot-open',
    message: expect.stringContaining('OFFPRINT_HOME'),
  })
})

it('a read-only file is named as such', () => {
  const error = storeError({ message: 'attempt to write a readonly database', errcode: 8 }, '/home/me/offprint.sqlite')
  expect(error).toMatchObject({ code: 'read-only', message: expect.stringMatching(/\/home\/me\/offprint.sqlite.*permissions/) })
})

it('extended codes count as their primary one, and the rest shows its statement', () => {
  expect(storeError({ message: 'UNIQUE constraint failed', errcode: 2067 }, 'x').code).toBe('constraint')
  expect(storeError({ message: 'no such table: nope', errcode: 1 }, 'x', 'select * from nope').message).toContain('select * from nope')
})
