import { expect, it } from 'vitest'

import type { Run } from '../lab.ts'
import { insertRun, releaseRun } from '../queue/queries.ts'
import { queuedRow } from '../testing/sample-rows.ts'
import { openTestLab } from '../testing/test-lab.ts'
import { findRun, follow } from './follow.ts'
import { createLive } from './live.ts'
import { deleteRunRow } from './queries.ts'

const lease = { owner: 'x', now: '2026-03-01T12:00:00.000Z', until: '2999-01-01T00:00:00.000Z', maxAttempts: 2 }

it('gives each change once: waiting, steps of this process, the end', async () => {
  await using opened = await openTestLab()
  const { db, leases } = opened.store
  const live = createLive()
  await insertRun(db, queuedRow('one'))
  const runs = follow(db, live, 'one')
  const next = async () => (await runs.next()).value as Run
  expect(await next()).toMatchObject({ state: 'queued', place: 1, input: { text: 'a' } })
  await leases.leaseNext(db, lease)
  expect(await next()).toMatchObject({ state: 'running', place: null, progress: null })
  live.tell('one', { done: 1, total: 2, unit: 'steps' })
  expect(await next()).toMatchObject({ state: 'running', progress: { done: 1 } })
  await releaseRun(db, 'one', 'x', { state: 'done', result: '{"blocks":[]}' })
  expect(await next()).toMatchObject({ state: 'done', result: { blocks: [] } })
  expect((await runs.next()).done).toBe(true)
})

it('ends when the run is deleted, when nobody knows it, and when the signal fires', async () => {
  await using opened = await openTestLab()
  const { db } = opened.store
  const live = createLive()
  expect((await follow(db, live, 'nobody').next()).done).toBe(true)
  await insertRun(db, queuedRow('one'))
  const runs = follow(db, live, 'one')
  await runs.next()
  await deleteRunRow(db, 'one')
  expect((await runs.next()).done).toBe(true)
  expect(await findRun(db, live, 'one')).toBeUndefined()
  await insertRun(db, queuedRow('two'))
  const stopped = follow(db, live, 'two', AbortSignal.timeout(30))
  await stopped.next()
  expect((await stopped.next()).done).toBe(true)
})
