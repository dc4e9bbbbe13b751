import { createRandom, type NdArray, runOnce, type Tensor } from '@offprint/engine'
import { expect, it } from 'vitest'

import { bucketOf, relativeBias } from './relative-position.ts'

const decoder = { bucketCount: 32, maxDistance: 128, isTwoSided: false }
const encoder = { ...decoder, isTwoSided: true }

it('gives small distances a bucket each, and shares the others logarithmically', () => {
  expect([0, -1, -7, -15].map((distance) => bucketOf(distance, decoder))).toEqual([0, 1, 7, 15])
  // 16 buckets for 16 … 127: place log(d / 16) / log(8) · 16, and the last for all beyond.
  expect([-16, -32, -64, -127, -128, -5000].map((distance) => bucketOf(distance, decoder))).toEqual([16, 21, 26, 31, 31, 31])
})

it('has buckets for later keys in encoders alone', () => {
  expect([1, 5, 200].map((distance) => bucketOf(distance, decoder))).toEqual([0, 0, 0])
  expect([-3, 3, -500, 500].map((distance) => bucketOf(distance, encoder))).toEqual([3, 19, 15, 31])
})

it('takes for each query and key the row of their distance, the last query standing at the last key', async () => {
  const table = createRandom(2).normal([32, 2])
  const bias = (await runOnce((t: Tensor) => relativeBias(t, 2, 5, decoder), table)) as unknown as NdArray
  expect(bias.shape).toEqual([1, 2, 2, 5])
  for (let head = 0; head < 2; head++) {
    for (let query = 0; query < 2; query++) {
      for (let key = 0; key < 5; key++) {
        const wanted = table.data[bucketOf(key - (query + 3), decoder) * 2 + head]
        expect(bias.data[(head * 2 + query) * 5 + key]).toBe(wanted)
      }
    }
  }
})
