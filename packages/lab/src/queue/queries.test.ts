import { expect, it } from 'vitest'

import { findRunRow } from '../runs/queries.ts'
import { queuedRow } from '../testing/sample-rows.ts'
import { openTestLab } from '../testing/test-lab.ts'
import { countBefore, countWaiting, extendLease, insertRun, isWaiting, releaseRun } from './queries.ts'

const lease = { owner: 'x', now: '2026-03-01T12:00:00.000Z', until: '2026-03-01T12:00:10.000Z', maxAttempts: 2 }

it('lets only the owner of a run extend its lease and say what became of it', async () => {
  await using opened = await openTestLab()
  const { db, leases } = opened.store
  await insertRun(db, queuedRow('one'))
  await leases.leaseNext(db, lease)
  const later = { lease_until: '2026-03-01T13:00:00.000Z', progress: '{"done":1}' }
  expect(await extendLease(db, 'one', 'y', later)).toBeUndefined()
  expect(await releaseRun(db, 'one', 'y', { state: 'done', result: '"stolen"' })).toBe(false)
  expect(await extendLease(db, 'one', 'x', later)).toEqual({ cancel_requested: 0 })
  expect(await findRunRow(db, 'one')).toMatchObject({ state: 'running', progress: '{"done":1}', result: null })
  expect(await releaseRun(db, 'one', 'x', { state: 'done', result: '"mine"' })).toBe(true)
  expect(await releaseRun(db, 'one', 'x', { state: 'failed' })).toBe(false)
})

it('counts who waits, in all and of one, and who stands before whom', async () => {
  await using opened = await openTestLab()
  const { db } = opened.store
  expect(await isWaiting(db)).toBe(false)
  for (const [id, requester, second] of [
    ['b', 'me', 1],
    ['a', 'me', 1],
    ['c', 'you', 0],
  ] as const)
    await insertRun(db, { ...queuedRow(id), requester, created_at: `2026-03-01T12:00:0${second}.000Z` })
  expect(await countWaiting(db, 'me')).toEqual({ all: 3, own: 2 })
  const places = await Promise.all(['c', 'a', 'b'].map(async (id) => countBefore(db, (await findRunRow(db, id))!)))
  expect(places).toEqual([0, 1, 2])
  expect(await isWaiting(db, 'a')).toBe(true)
  expect(await isWaiting(db, 'z')).toBe(false)
})
