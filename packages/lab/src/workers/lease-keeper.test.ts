import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'

import { insertRun, requestCancel } from '../queue/queries.ts'
import { createLive } from '../runs/live.ts'
import { deleteRunRow, findRunRow } from '../runs/queries.ts'
import { queuedRow } from '../testing/sample-rows.ts'
import { openTestLab, quickPace, type TestLab } from '../testing/test-lab.ts'
import { keepLease } from './lease-keeper.ts'

const lease = { owner: 'x', now: '2026-03-01T12:00:00.000Z', until: '2026-03-01T12:00:01.000Z', maxAttempts: 2 }

async function keep({ store }: TestLab) {
  await insertRun(store.db, queuedRow('one'))
  await store.leases.leaseNext(store.db, lease)
  const live = createLive()
  const parts = { db: store.db, live, pace: quickPace, now: () => new Date('2026-03-01T13:00:00.000Z') }
  const keeper = keepLease(parts, 'one', 'x')
  return { keeper, live, [Symbol.dispose]: keeper.stop }
}

it('extends the lease and writes the newest progress, which this process hears at once', async () => {
  await using opened = await openTestLab()
  using kept = await keep(opened)
  for (const done of [1, 2]) kept.keeper.note({ done, total: 2, unit: 'steps' })
  expect(kept.live.progress('one')).toMatchObject({ done: 2 })
  await sleep(5 * quickPace.heartbeatMs)
  expect(await findRunRow(opened.store.db, 'one')).toMatchObject({
    lease_until: '2026-03-01T13:00:02.000Z',
    progress: '{"done":2,"total":2,"unit":"steps"}',
  })
  expect(kept.keeper.signal.aborted).toBe(false)
})

it('fires when the run is cancelled, and says so', async () => {
  await using opened = await openTestLab()
  using kept = await keep(opened)
  await requestCancel(opened.store.db, 'one')
  await expect.poll(() => kept.keeper.signal.aborted).toBe(true)
  expect(kept.keeper.cancelled()).toBe(true)
})

it('fires when the run is gone, which is no cancel', async () => {
  await using opened = await openTestLab()
  using kept = await keep(opened)
  await deleteRunRow(opened.store.db, 'one')
  await expect.poll(() => kept.keeper.signal.aborted).toBe(true)
  expect(kept.keeper.cancelled()).toBe(false)
})
