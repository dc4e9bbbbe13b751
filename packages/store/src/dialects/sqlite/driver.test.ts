import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { createTemporaryStore } from '../../testing.ts'
import type { Store } from '../dialect.ts'

let store: Store
beforeAll(async () => {
  store = await createTemporaryStore()
  const rows = Array.from({ length: 30 }, (_, n) => ({ key: `k${String(n).padStart(2, '0')}`, value: '1' }))
  await store.db.insertInto('meta').values(rows).execute()
})
afterAll(() => store.close())

it('a raw select does not wait for the writer, any other raw statement does', async () => {
  const order: string[] = []
  const raw = (text: string) =>
    sql
      .raw(text)
      .execute(store.db)
      .then(() => order.push(text))
  const [, , trx] = await Promise.all([raw('select 1'), raw('select 2'), store.db.startTransaction().execute()])
  const written = raw("update meta set value = '2'")
  await raw('  SELECT 3')
  await trx.commit().execute()
  await written
  expect(order.slice(2)).toEqual(['  SELECT 3', "update meta set value = '2'"])
})

it('a stream keeps the state in which it began while others write and read on', async () => {
  const seen: string[] = []
  for await (const { key } of store.db.selectFrom('meta').select('key').orderBy('key').stream(10)) {
    if (seen.length === 0) await store.db.deleteFrom('meta').where('key', '=', 'k29').execute()
    seen.push(key)
  }
  expect(seen).toHaveLength(30)
  expect(await store.db.selectFrom('meta').select('key').where('key', '=', 'k29').executeTakeFirst()).toBeUndefined()
})

it('a transaction streams what it has written itself', async () => {
  await store.transaction(async (trx) => {
    await trx.insertInto('meta').values({ key: 'mine', value: '1' }).execute()
    const keys: string[] = []
    for await (const { key } of trx.selectFrom('meta').select('key').stream(7)) keys.push(key)
    expect(keys).toContain('mine')
  })
})

it('gives the number of the row that was added, and whole numbers as they went in', async () => {
  const row = { slug: 'x', what: 'try', model: null, seconds: 3, at: '2026-01-01T00:00:00.000Z' }
  const { insertId } = await store.db.insertInto('timings').values(row).executeTakeFirstOrThrow()
  const { rows } = await sql`select typeof(${7}) as whole, typeof(${0.5}) as part from timings where id = ${insertId}`.execute(store.db)
  expect(rows).toEqual([{ whole: 'integer', part: 'real' }])
})
