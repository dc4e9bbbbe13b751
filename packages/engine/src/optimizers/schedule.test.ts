import { expect, it } from 'vitest'
import { warmupCosine, warmupLinear } from './schedule.ts'

it('warms up from 0 in a straight line and comes down along half a cosine', () => {
  const rate = warmupCosine({ peak: 0.001, warmupSteps: 10, totalSteps: 60 })
  expect([0, 1, 10, 35, 60, 99].map(rate)).toEqual([0, 0.0001, 0.001, 0.0005, 0, 0].map((value) => expect.closeTo(value, 12)))
})

it('comes down in a straight line to 0', () => {
  const rate = warmupLinear({ peak: 1, warmupSteps: 2, totalSteps: 6 })
  expect([0, 1, 2, 4, 6, 8].map(rate)).toEqual([0, 0.5, 1, 0.5, 0, 0])
})
