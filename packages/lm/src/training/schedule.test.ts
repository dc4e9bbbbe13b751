import { expect, it } from 'vitest'

import { decayStartOf, warmupConstantDecay } from './schedule.ts'

it('rises, stays, and falls to zero over its last share', () => {
  const rate = warmupConstantDecay({ peak: 2, warmupSteps: 4, totalSteps: 40, decayShare: 0.25 })
  expect([0, 1, 3, 4, 29, 30, 35, 39].map(rate)).toEqual([0.5, 1, 2, 2, 2, 2, 1, 0.2])
})

it('is the same for any number of steps before the earlier decay', () => {
  const [short, long] = [40, 100].map((totalSteps) => warmupConstantDecay({ peak: 1, warmupSteps: 5, totalSteps, decayShare: 0.25 }))
  for (let step = 0; step <= decayStartOf(40, 0.25); step++) expect(short(step)).toBe(long(step))
  expect(short(35)).toBeLessThan(long(35))
})
