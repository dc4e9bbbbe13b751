import { createTemporaryStore } from '@offprint/store/testing'
import { afterAll, beforeEach, expect, it } from 'vitest'

import type { Reading } from '../reading/importer.ts'
import { importReadings } from './import-readings.ts'

const store = await createTemporaryStore()
afterAll(() => store.close())
beforeEach(async () => {
  await store.db.deleteFrom('papers').execute()
})

const now = new Date('2026-01-01T00:00:00Z')

function* readings(count: number): Generator<Reading> {
  for (let n = 0; n < count; n++) yield { record: { title: `Paper ${n}`, doi: `10.1000/${n}` }, source: 'page', at: `record ${n + 1}` }
}

async function stored(): Promise<number> {
  return (await store.db.selectFrom('papers').select('seq').execute()).length
}

it('commits every thousand records and says how many are safe', async () => {
  const steps = importReadings(store, readings(2500), { now })
  const said: unknown[] = []
  let step = await steps.next()
  for (; !step.done; step = await steps.next()) said.push(step.value)
  expect(said).toEqual([{ committed: 1000 }, { committed: 2500 }])
  expect(step.value).toEqual({ added: 2500, changed: 0, unchanged: 0, failed: 0 })
  expect(await stored()).toBe(2500)
})

it('passes failed records on at once and counts them', async () => {
  const failed = { at: 'line 3', reason: 'no title' }
  const steps = importReadings(store, [{ failed }, ...readings(1)], { now })
  expect(await steps.next()).toEqual({ done: false, value: { failed } })
  await steps.next()
  expect((await steps.next()).value).toEqual({ added: 1, changed: 0, unchanged: 0, failed: 1 })
})

it('keeps what it had read when it is cancelled, and reports it', async () => {
  const stop = new AbortController()
  function* stopping() {
    yield* readings(1200)
    stop.abort()
    yield* readings(1500)
  }
  const steps = importReadings(store, stopping(), { now, signal: stop.signal })
  let step = await steps.next()
  while (!step.done) step = await steps.next()
  expect(step.value).toMatchObject({ added: 1200 })
  expect(await stored()).toBe(1200)
})

it('keeps what it had read when reading breaks off, and then says so', async () => {
  async function* breaking() {
    yield* readings(3)
    throw new Error('the cable was pulled')
  }
  await expect(Array.fromAsync(importReadings(store, breaking(), { now }))).rejects.toThrow('the cable was pulled')
  expect(await stored()).toBe(3)
})

it('writes a batch to its end when nobody listens any more', async () => {
  for await (const _ of importReadings(store, readings(2500), { now })) break
  expect(await stored()).toBeGreaterThanOrEqual(1000)
  expect((await stored()) % 1000).toBe(0)
})

it('passes the store’s own error on, and what was committed before stays', async () => {
  const full = Object.assign(new Error('disk full'), { code: 'disk_full' })
  let transactions = 0
  const filling: typeof store = {
    ...store,
    transaction: (body) => (++transactions > 1 ? Promise.reject(full) : store.transaction(body)),
  }
  await expect(Array.fromAsync(importReadings(filling, readings(2500), { now }))).rejects.toBe(full)
  expect(await stored()).toBe(1000)
})
