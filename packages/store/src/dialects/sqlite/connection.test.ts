import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { sql } from 'kysely'
import { expect, it } from 'vitest'

import { openStore } from '../../open-store.ts'
import { createTemporaryStore } from '../../testing.ts'
import { SqliteConnections } from './connection.ts'

const slow = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 16000000) select count(*) from n'

// Retried: on a machine that starves this process for seconds both answers may wait side by side.
it('reads while another reader and the writer are busy', { retry: 2 }, async () => {
  await using store = await createTemporaryStore()
  const read = () => store.db.selectFrom('meta').selectAll().execute()
  await Promise.all([read(), read()]) // both threads are up
  const busy = sql.raw(`select (${slow})`).execute(store.db)
  let answered = false
  void busy.then(() => (answered = true))
  const writing = store.transaction(async () => {
    await read()
    expect(answered).toBe(false)
  })
  await Promise.all([writing, busy])
})

it('a read-only transaction sees one state from its first read to its end', async () => {
  await using store = await createTemporaryStore()
  const names = (db: typeof store.db) => db.selectFrom('meta').select('key').execute()
  await store.db
    .transaction()
    .setAccessMode('read only')
    .execute(async (trx) => {
      expect(await names(trx)).toEqual([])
      await store.db.insertInto('meta').values({ key: 'new', value: '1' }).execute()
      expect(await names(trx)).toEqual([])
    })
  expect(await names(store.db)).toEqual([{ key: 'new' }])
})

it('replaces threads that died, and rolls back what one of them had open', async () => {
  await using store = await createTemporaryStore()
  const connections = new SqliteConnections(store.path)
  const { thread, release } = await connections.holdWriter()
  await thread.request({ op: 'begin' })
  await thread.request({ op: 'execute', sql: `insert into meta values ('lost', '1')`, parameters: [] })
  await thread.terminate()
  release()
  await connections.write(`insert into meta values ('kept', '1')`, [])
  expect((await connections.read('select key from meta', [])).rows).toEqual([['kept']])
  await connections.close()
})

it('refuses every question once it is closed', async () => {
  const store = await createTemporaryStore()
  await store.close()
  await expect(store.db.selectFrom('meta').selectAll().execute()).rejects.toThrow()
})

it('a file that could not be opened is tried again at the next question', async () => {
  await using store = await createTemporaryStore()
  const path = join(dirname(store.path), 'later', 'offprint.sqlite')
  const connections = new SqliteConnections(path)
  const ask = () => connections.read('select count(*) from meta', [])
  await expect(Promise.all([ask(), ask()])).rejects.toMatchObject({ code: 'cannot-open' })
  await mkdir(dirname(path))
  await (await openStore({ path })).close()
  expect((await Promise.all([ask(), ask()])).map(({ rows }) => rows)).toEqual([[[0]], [[0]]])
  await connections.close()
})
