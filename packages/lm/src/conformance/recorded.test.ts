import { expect, it } from 'vitest'

import { countDifferences, largestDifference, relativeDifference, toleranceRow } from './recorded.ts'

it('counts what differs and what is missing', () => {
  expect(countDifferences([1, 2, 3], [1, 5])).toBe(2)
})

it('finds the largest difference; equal infinities do not differ, a NaN never holds', () => {
  expect(largestDifference([1, -Infinity], [1.5, -Infinity])).toBe(0.5)
  expect(largestDifference([1], [1, 2])).toBe(Infinity)
  expect(toleranceRow('x', largestDifference([Number.NaN], [0]), 1).holds).toBe(false)
})

it('takes differences relative to what was expected', () => {
  expect(relativeDifference(99, 100)).toBeCloseTo(0.01)
  expect(relativeDifference(0.5, 0)).toBe(0.5)
})
