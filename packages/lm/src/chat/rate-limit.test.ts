import { expect, it } from 'vitest'

import { createRateLimit, pause } from './rate-limit.ts'

it('lets no more than the given number run at once, in order of arrival', async () => {
  const admit = createRateLimit({ concurrent: 2 })
  const order: number[] = []
  let running = 0
  let most = 0
  const jobs = Array.from({ length: 8 }, async (_, i) => {
    const done = await admit()
    order.push(i)
    most = Math.max(most, ++running)
    await pause(2)
    running--
    done()
  })
  await Promise.all(jobs)
  expect(most).toBe(2)
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})

it('keeps the pace', async () => {
  const admit = createRateLimit({ concurrent: 10, perMinute: 60_000 / 20 })
  const start = performance.now()
  await Promise.all([admit(), admit(), admit(), admit()])
  expect(performance.now() - start).toBeGreaterThan(55) // three gaps of 20 ms, timers fire up to 1 ms early
})

it('takes one that gives up out of the line', async () => {
  const admit = createRateLimit({ concurrent: 1 })
  const done = await admit()
  const stop = new AbortController()
  const waiting = admit(stop.signal)
  const next = admit()
  stop.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
  done()
  await expect(next).resolves.toBeTypeOf('function')
})
