import { expect, it } from 'vitest'
import { pearson, ranks, spearman } from './correlation.ts'

it('is 1 and −1 on a line, whatever its slope', () => {
  expect(pearson([1, 2, 4], [30, 50, 90])).toBeCloseTo(1, 12)
  expect(pearson([1, 2, 4], [-0.1, -0.2, -0.4])).toBeCloseTo(-1, 12)
})

it('shares the mean rank among equals', () => {
  expect([...ranks([10, 20, 20, 5])]).toEqual([2, 3.5, 3.5, 1])
})

it('sees only the order', () => {
  expect(spearman([1, 2, 3, 4], [1, 10, 100, 1000])).toBeCloseTo(1, 12)
  expect(pearson([1, 2, 3, 4], [1, 10, 100, 1000])).toBeLessThan(0.9)
})

it('has no value where one side does not vary, and refuses what is not paired', () => {
  expect(pearson([1, 1], [1, 2])).toBeNaN()
  expect(() => pearson([1], [1, 2])).toThrow(/pairs/)
})
