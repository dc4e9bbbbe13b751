import { expect, it } from 'vitest'

import { insertRun } from '../queue/queries.ts'
import { queuedRow } from '../testing/sample-rows.ts'
import { openTestLab } from '../testing/test-lab.ts'
import { deleteRunRow, findFinishedByKey, findOpenByKey, findRunRow } from './queries.ts'

it('finds the newest finished run of a key, and the one that is open, apart from those being cancelled', async () => {
  await using opened = await openTestLab()
  const { db } = opened.store
  const put = (id: string, more: object) => insertRun(db, { ...queuedRow(id), kind: 'experiment', cache_key: 'k', ...more })
  await put('old', { state: 'done', finished_at: '2026-03-01' })
  await put('new', { state: 'done', finished_at: '2026-03-02' })
  await put('broken', { state: 'failed', finished_at: '2026-03-03' })
  await put('stopping', { state: 'running', cancel_requested: 1 })
  expect(await findFinishedByKey(db, 'k')).toEqual({ id: 'new' })
  expect(await findOpenByKey(db, 'k')).toBeUndefined()
  await put('waiting', {})
  expect(await findOpenByKey(db, 'k')).toEqual({ id: 'waiting' })
  expect(await findFinishedByKey(db, 'other')).toBeUndefined()
})

it('deletes one run and no other', async () => {
  await using opened = await openTestLab()
  const { db } = opened.store
  for (const id of ['a', 'b']) await insertRun(db, queuedRow(id))
  await deleteRunRow(db, 'a')
  expect([await findRunRow(db, 'a'), (await findRunRow(db, 'b'))?.id]).toEqual([undefined, 'b'])
})
