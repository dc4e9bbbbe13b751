import { expect, it } from 'vitest'
import { insertRun } from '../queue/queries.ts'
import { findRunRow } from '../runs/queries.ts'
import { card } from '../testing/methods/counter/card.ts'
import { sampleResult } from '../testing/sample-result.ts'
import { queuedRow } from '../testing/sample-rows.ts'
import { openTestLab, type TestLab } from '../testing/test-lab.ts'
import { resultKey } from './cache-key.ts'
import { finishRun } from './finish.ts'

const lease = { owner: 'x', now: '2026-03-01T12:00:00.000Z', until: '2999-01-01T00:00:00.000Z', maxAttempts: 2 }
const now = new Date('2026-03-01T12:00:02.000Z')

async function leased({ store }: TestLab) {
  await insertRun(store.db, { ...queuedRow('one'), kind: 'experiment', experiment: 'count', size: 'small', seed: 1 })
  return (await store.leases.leaseNext(store.db, lease))!
}

const rowCounts = async ({ store: { db } }: TestLab) => [
  (await db.selectFrom('ledger').selectAll().execute()).length,
  (await db.selectFrom('timings').selectAll().execute()).length,
]

it('writes the result under the key of what ran, its ledger rows and its timing', async () => {
  await using opened = await openTestLab()
  const row = await leased(opened)
  await finishRun(opened.store.db, { row, owner: 'x', card, result: sampleResult, seconds: 2, now })
  expect(await findRunRow(opened.store.db, 'one')).toMatchObject({
    state: 'done',
    cache_key: resultKey(sampleResult),
    finished_at: now.toISOString(),
  })
  expect(await rowCounts(opened)).toEqual([1, 1])
})

it('writes nothing for a run that is no longer its own', async () => {
  await using opened = await openTestLab()
  const row = await leased(opened)
  await finishRun(opened.store.db, { row, owner: 'y', card, result: sampleResult, seconds: 2, now })
  expect(await findRunRow(opened.store.db, 'one')).toMatchObject({ state: 'running', result: null })
  expect(await rowCounts(opened)).toEqual([0, 0])
})

it('writes all or nothing: a ledger row that cannot be written leaves the run running', async () => {
  await using opened = await openTestLab()
  const row = await leased(opened)
  const broken = { ...sampleResult, claims: [{ ...sampleResult.claims[0], verdict: undefined as never }] }
  await expect(finishRun(opened.store.db, { row, owner: 'x', card, result: broken, seconds: 2, now })).rejects.toThrow()
  expect(await findRunRow(opened.store.db, 'one')).toMatchObject({ state: 'running', result: null })
  expect(await rowCounts(opened)).toEqual([0, 0])
})
