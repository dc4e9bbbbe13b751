import { type NdArray, ndarray } from '@offprint/engine'
import { expect, it } from 'vitest'

import { DecodingCache } from './cache.ts'

const layout = { key: [1, 2, null, 1] }

/** One row of keys [batch, 2 heads, length, 1] whose values name sequence, head and place. */
function rows(batch: number, from: number, length: number): Record<string, NdArray> {
  const data: number[] = []
  for (let b = 0; b < batch; b++) for (let h = 0; h < 2; h++) for (let i = 0; i < length; i++) data.push(b * 1000 + h * 100 + from + i)
  return { key: ndarray(Float32Array.from(data), [batch, 2, length, 1]) }
}

const tokens = (batch: number, from: number, length: number) => ({
  mask: Array.from({ length: batch }, () => new Int32Array(length).fill(1)),
  positions: Array.from({ length: batch }, () => Int32Array.from({ length }, (_, i) => from + i)),
})

const at = (cache: DecodingCache, b: number, h: number, i: number) => {
  const { data, shape } = cache.arrays()[0].key
  return data[((b * 2 + h) * shape[2] + i) * shape[3]]
}

it('keeps rows in order while its arrays grow, and hides what is not in use', () => {
  const cache = new DecodingCache(layout, 1, 2)
  expect(cache.arrays()[0].key.shape).toEqual([2, 2, 0, 1])
  cache.append([rows(2, 0, 3)], tokens(2, 0, 3))
  cache.append([rows(2, 3, 200)], tokens(2, 3, 200))
  expect(cache.length).toBe(203)
  const capacity = cache.arrays()[0].key.shape[2]
  expect(capacity).toBeGreaterThanOrEqual(203)
  for (const [b, h, i] of [
    [0, 0, 0],
    [1, 1, 2],
    [1, 0, 3],
    [0, 1, 202],
  ])
    expect(at(cache, b, h, i)).toBe(b * 1000 + h * 100 + i)
  const { mask, positions } = cache.keys(tokens(2, 203, 1))
  expect(mask.shape).toEqual([2, capacity + 1])
  const seen = Array.from(mask.data.slice(0, capacity + 1), Number)
  expect(seen.reduce((a, b) => a + b)).toBe(204)
  expect([seen[202], seen[203], seen[capacity]]).toEqual([1, 0, 1])
  expect([positions.data[202], positions.data[capacity]]).toEqual([202, 203])
})

it('goes on with the sequences named, and they no longer share what is written', () => {
  const cache = new DecodingCache(layout, 1, 2)
  cache.append([rows(2, 0, 2)], tokens(2, 0, 2))
  cache.select([1, 1, 0])
  cache.append([rows(3, 7, 1)], tokens(3, 2, 1))
  expect([at(cache, 0, 1, 0), at(cache, 1, 1, 1), at(cache, 2, 0, 1)]).toEqual([1100, 1101, 1])
  expect([0, 1, 2].map((b) => at(cache, b, 0, 2))).toEqual([7, 1007, 2007])
})

it('forgets the rows behind a length, and says how many tokens each sequence lost', () => {
  const cache = new DecodingCache(layout, 1, 2)
  const padded = tokens(2, 0, 3)
  padded.mask[1][1] = 0
  cache.append([rows(2, 0, 3)], padded)
  expect(cache.truncate(1)).toEqual([2, 1])
  cache.append([rows(2, 50, 1)], tokens(2, 1, 1))
  expect([cache.length, at(cache, 0, 0, 0), at(cache, 0, 0, 1)]).toEqual([2, 0, 50])
  const { mask } = cache.keys(tokens(2, 2, 1))
  expect([...mask.data.slice(0, 4)]).toEqual([1, 1, 0, 0])
})

it('takes new states in place of old ones where nothing grows', () => {
  const cache = new DecodingCache({ state: [1, 2] }, 1, 1)
  const state = ndarray(Float32Array.from([3, 4]), [1, 2])
  cache.append([{ state }], tokens(1, 0, 5))
  expect(cache.arrays()[0].state).toBe(state)
  expect(cache.length).toBe(5)
  expect(() => cache.truncate(0)).toThrow(/cannot go back/)
})
