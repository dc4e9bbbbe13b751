import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, it } from 'vitest'

import { ThreadClient } from './thread-client.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-thread-'))
})
afterAll(() => rm(folder, { recursive: true }))

const count = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000000) select count(*) from n'

it('answers in order, rows as arrays beside the names of their columns', async () => {
  const thread = new ThreadClient({ path: join(folder, 'a.sqlite'), readOnly: false })
  const execute = (sql: string, ...parameters: unknown[]) => thread.request({ op: 'execute', sql, parameters })
  const answers = await Promise.all([
    execute('create table t (a, b)'),
    execute('insert into t values (?, ?)', 1, 'x'),
    execute('select a, b from t'),
  ])
  expect(answers[1]).toMatchObject({ changes: 1, insertId: 1 })
  expect(answers[2]).toEqual({ columns: ['a', 'b'], rows: [[1, 'x']] })
  await thread.close()
})

it('rejects what waits when the thread dies, and everything after', async () => {
  const thread = new ThreadClient({ path: join(folder, 'b.sqlite'), readOnly: false })
  await thread.ready
  const waiting = thread.request({ op: 'execute', sql: count, parameters: [] })
  const rejected = expect(waiting).rejects.toMatchObject({ code: 'thread-lost' })
  await thread.terminate()
  await rejected
  expect(thread.alive).toBe(false)
  await expect(thread.request({ op: 'begin' })).rejects.toMatchObject({ code: 'thread-lost' })
})

it('is not ready where the file cannot be opened', async () => {
  const thread = new ThreadClient({ path: join(folder, 'missing.sqlite'), readOnly: true })
  await expect(thread.ready).rejects.toMatchObject({ code: 'cannot-open' })
})
