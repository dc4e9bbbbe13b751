import { expect, it } from 'vitest'

import { findRunRow } from '../runs/queries.ts'
import { openTestLab } from '../testing/test-lab.ts'
import { enqueue, takeNext, takeOverExpired, usualLimits } from './queue.ts'

const now = new Date('2026-03-01T12:00:00.000Z')
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000)

const row = (id: string, requester = 'me') => ({
  id,
  kind: 'try' as const,
  slug: 'counter',
  input: '{}',
  state: 'queued' as const,
  attempt: 0,
  cancel_requested: 0 as const,
  requester,
  created_at: now.toISOString(),
})

it('takes three waiting runs of one address and twenty in all, and says when to come back', async () => {
  await using opened = await openTestLab()
  const { db } = opened.store
  const put = (id: string, requester: string) => enqueue(db, row(id, requester), usualLimits, 41.2)
  for (let i = 0; i < 3; i++) await put(`a${i}`, 'a')
  await expect(put('a3', 'a')).rejects.toMatchObject({ code: 'too-many-waiting', retryAfterSeconds: 42 })
  for (let i = 0; i < 17; i++) await put(`b${i}`, `b${i}`)
  await expect(put('c', 'c')).rejects.toMatchObject({ code: 'queue-full', retryAfterSeconds: 42 })
  // The command line works its own runs.
  await put('own', 'cli')
})

it('keeps its limits when twenty ask at once', async () => {
  await using opened = await openTestLab()
  const { db } = opened.store
  const asked = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => enqueue(db, row(`r${i}`), usualLimits, 1)))
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
})

it('hands each waiting run to one worker, and nothing when none waits', async () => {
  await using opened = await openTestLab()
  const { store } = opened
  await enqueue(store.db, row('one'), usualLimits, 1)
  const taken = await Promise.all(['x', 'y', 'z'].map((owner) => takeNext(store, { owner, leaseMs: 1_000, now })))
  expect(taken.filter((run) => run !== undefined)).toMatchObject([{ id: 'one', attempt: 1, lease_until: at(1).toISOString() }])
  expect(await takeNext(store, { owner: 'x', leaseMs: 1_000, now })).toBeUndefined()
})

it('gives a lost run back once, then marks it interrupted with words', async () => {
  await using opened = await openTestLab()
  const { store } = opened
  await enqueue(store.db, row('one'), usualLimits, 1)
  await takeNext(store, { owner: 'x', leaseMs: 1_000, now })
  await takeOverExpired(store.db, at(0.9))
  expect(await findRunRow(store.db, 'one')).toMatchObject({ state: 'running' })
  await takeOverExpired(store.db, at(1.1))
  expect(await findRunRow(store.db, 'one')).toMatchObject({ state: 'queued', lease_owner: null, started_at: null })
  await takeNext(store, { owner: 'y', leaseMs: 1_000, now: at(2) })
  await takeOverExpired(store.db, at(4))
  expect(await findRunRow(store.db, 'one')).toMatchObject({ state: 'interrupted', error: expect.stringMatching(/lost 2 times/) })
})

it('ends a lost run as cancelled where somebody had asked for that', async () => {
  await using opened = await openTestLab()
  const { store, lab } = opened
  await enqueue(store.db, row('one'), usualLimits, 1)
  await takeNext(store, { owner: 'x', leaseMs: 1_000, now })
  await lab.cancel('one')
  await takeOverExpired(store.db, at(2))
  expect(await findRunRow(store.db, 'one')).toMatchObject({ state: 'cancelled' })
})
