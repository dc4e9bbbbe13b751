import { expect, it } from 'vitest'

import { createRandom } from './random.ts'

const draws = (random: { next(): number }, count: number) => Array.from({ length: count }, () => random.next())

it('repeats itself for a seed and differs between seeds', () => {
  expect(draws(createRandom(7), 5)).toEqual(draws(createRandom(7), 5))
  expect(draws(createRandom(7), 5)).not.toEqual(draws(createRandom(8), 5))
})

it('forks by name, and a fork neither moves nor follows the draws of its parent', () => {
  const parent = createRandom(1)
  const expected = draws(createRandom(1), 4)
  const early = draws(parent.fork('arm'), 3)
  expect(draws(parent, 4)).toEqual(expected)
  expect(draws(parent.fork('arm'), 3)).toEqual(early)
  expect(draws(parent.fork('other'), 3)).not.toEqual(early)
})

it('is uniform: the mean of 20,000 draws lies within five standard errors of one half', () => {
  const mean = draws(createRandom('mean'), 20_000).reduce((sum, x) => sum + x, 0) / 20_000
  // Standard error of a uniform mean: sqrt(1/12) / sqrt(20,000) = 0.0020.
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.0102)
})

it('draws every integer below its bound and refuses a bound of zero', () => {
  const random = createRandom(3)
  expect(new Set(Array.from({ length: 200 }, () => random.integer(6)))).toEqual(new Set([0, 1, 2, 3, 4, 5]))
  expect(() => random.integer(0)).toThrow(/integer\(below\) takes 1/)
})
