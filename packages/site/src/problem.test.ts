import { expect, it } from 'vitest'
import { notHere, Problem, quoted } from './problem.ts'

it('carries the status, what was wrong and what to do', () => {
  const problem = notHere('There is no paper “x” here.')
  expect(problem).toBeInstanceOf(Problem)
  expect([problem.status, problem.message, problem.advice]).toEqual([404, 'There is no paper “x” here.', expect.stringContaining('Search')])
})

it('repeats long values only in part', () => {
  expect(quoted('2025-13-40')).toBe('“2025-13-40”')
  expect(quoted('x'.repeat(10_000_000)).length).toBeLessThan(70)
})
