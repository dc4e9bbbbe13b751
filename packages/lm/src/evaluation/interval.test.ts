import { expect, it } from 'vitest'
import { bootstrapInterval, meanInterval, pairedDifferenceInterval, quantile, seedInterval } from './interval.ts'

/** Park and Miller's generator: enough for a test that must give the same draws each time. */
function random(seed = 1) {
  let state = seed
  return {
    next() {
      state = (state * 48_271) % 2_147_483_647
      return state / 2_147_483_647
    },
  }
}

it('covers the mean about as often as its level says', () => {
  const source = random(7)
  let covered = 0
  for (let trial = 0; trial < 200; trial++) {
    const values = Array.from({ length: 60 }, () => source.next())
    const { low, high } = meanInterval(values, { random: source, resamples: 300 })
    if (low <= 0.5 && 0.5 <= high) covered++
  }
  // 95 % of 200 is 190; four standard deviations (3.1 each) and the percentile method's slight undercoverage.
  expect(covered).toBeGreaterThan(174)
})

it('is narrower for pairs than for each side alone where the units differ more than the systems', () => {
  const source = random(3)
  const base = Array.from({ length: 100 }, () => source.next() * 10)
  const better = base.map((value) => value + 0.1 + source.next() * 0.01)
  const { low, high } = pairedDifferenceInterval(better, base, { random: source })
  expect(low).toBeGreaterThan(0.1)
  expect(high).toBeLessThan(0.11)
})

it('gives the same interval for the same draws, and leaves out draws without a value', () => {
  const once = () => bootstrapInterval(5, (indices) => (indices.includes(0) ? indices[0] : Number.NaN), { random: random(), resamples: 50 })
  expect(once()).toEqual(once())
  expect(Number.isNaN(once().low)).toBe(false)
})

it('interpolates quantiles and knows Student’s t for three seeds', () => {
  expect(quantile([0, 10], 0.25)).toBe(2.5)
  expect(quantile([], 0.5)).toBeNaN()
  // Mean 2, deviation 1, t(2) = 4.303: half width 4.303 / √3.
  expect(seedInterval([1, 2, 3])).toEqual({
    low: expect.closeTo(2 - 4.303 / Math.sqrt(3), 9),
    high: expect.closeTo(2 + 4.303 / Math.sqrt(3), 9),
    level: 0.95,
    n: 3,
  })
})

it('refuses what cannot have an interval', () => {
  expect(() => meanInterval([], { random: random() })).toThrow(/no units/)
  expect(() => pairedDifferenceInterval([1], [1, 2], { random: random() })).toThrow(/1 and 2/)
  expect(() => seedInterval([1])).toThrow(/at least two/)
})
