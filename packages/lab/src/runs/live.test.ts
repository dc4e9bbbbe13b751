import { expect, it } from 'vitest'

import { createLive } from './live.ts'

const step = { done: 1, total: 2, unit: 'steps' }

it('wakes who waits for a run, and only them', async () => {
  const live = createLive()
  const start = performance.now()
  const mine = live.wait('mine', 5_000)
  live.tell('other', step)
  live.tell('mine', step)
  await mine
  expect(performance.now() - start).toBeLessThan(1_000)
  expect(live.progress('mine')).toEqual(step)
})

it('wakes by itself after the time given and at once when the signal fires', async () => {
  const live = createLive()
  await live.wait('quiet', 10)
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 10)
  const start = performance.now()
  await live.wait('quiet', 5_000, stop.signal)
  expect(performance.now() - start).toBeLessThan(1_000)
})

it('forgets a run that has ended', () => {
  const live = createLive()
  live.tell('run', step)
  live.tell('run', undefined)
  expect(live.progress('run')).toBeUndefined()
})
