import { expect, it } from 'vitest'

import { sampleResult } from '../testing/sample-result.ts'
import { cacheKey, resultKey, seedOf } from './cache-key.ts'

const parts = { ...sampleResult, seed: 1 }

it('is that of the finished result, and ignores what does not make it', () => {
  expect(resultKey(sampleResult)).toBe(cacheKey(parts))
  expect(cacheKey({ ...parts, ...{ machine: null, durationMs: 1 } })).toBe(cacheKey(parts))
  expect(cacheKey({ ...parts, data: [{ sha256: 'd' }] })).toBe(cacheKey(parts))
})

it('changes with each part of the identity', () => {
  const others = [
    { ...parts, code: { method: 'x', spine: 'b' } },
    { ...parts, code: { method: 'a', spine: 'x' } },
    { ...parts, slug: 'x' },
    { ...parts, experiment: 'x' },
    { ...parts, size: 'full' },
    { ...parts, seed: 2 },
    { ...parts, model: undefined },
    { ...parts, model: { ...parts.model!, precision: 'fast' } },
    { ...parts, data: [] },
  ]
  expect(new Set([parts, ...others].map(cacheKey)).size).toBe(others.length + 1)
})

it('finds the seed that was asked for also where the run used none', () => {
  expect(seedOf({ ...sampleResult, seeds: [], command: 'offprint experiment a --seed 17 --model x' })).toBe(17)
  expect(seedOf({ ...sampleResult, seeds: [5], command: '' })).toBe(5)
})
