import { describe, expect, it } from 'vitest'

import { jit } from '../jit.ts'
import { createRandom } from '../random.ts'
import { runOnce } from '../run-once.ts'
import { ndarray, type Tensor } from '../tensor.ts'
import { dequantize } from './dequantize.ts'
import { dequantized, embeddingQuantized } from './dequantized.ts'
import { quantize } from './quantize.ts'
import { quantizeRows } from './rows.ts'
import type { BlockWeight, QuantizedWeight } from './weight.ts'

const matrix = createRandom(4).normal([7, 75]) // three blocks, the last of 11 values
const blocks = ([4, 8] as const).flatMap((bits) =>
  (['symmetric', 'zeroPoints', 'offsets'] as const).map((range) => [`${bits} bits, ${range}`, quantize(matrix, { bits, range })] as const),
)

describe.each([...blocks, ['rows', quantizeRows(matrix)] as const])('%s', (_, weight) => {
  it('become the same values in a program as outside', async () => {
    const found = await runOnce((w: QuantizedWeight<Tensor>) => dequantized(w, 75), weight)
    const expected = dequantize(weight, 75)
    expect(found.shape).toEqual([7, 75])
    for (const [i, value] of expected.data.entries()) expect(Number(found.data[i])).toBeCloseTo(Number(value), 6)
  })
})

describe.each(blocks)('embedding rows of %s', (_, weight) => {
  it('are dequantized as they are read, for any shape of ids', async () => {
    using rows = jit((w: BlockWeight<Tensor>, ids: Tensor) => embeddingQuantized(w, ids, 75), { dims: { ids: ['batch', 'length'] } })
    const expected = dequantize(weight, 75).data
    for (const ids of [
      [[3, 0, 6, 3]],
      [
        [1, 5],
        [2, 2],
      ],
    ]) {
      const found = await rows(weight, ndarray(Int32Array.from(ids.flat()), [ids.length, ids[0].length]))
      expect(found.shape).toEqual([ids.length, ids[0].length, 75])
      for (const [i, id] of ids.flat().entries()) {
        for (let k = 0; k < 75; k++) expect(Number(found.data[i * 75 + k])).toBeCloseTo(Number(expected[id * 75 + k]), 6)
      }
    }
  })
})

it('rows of whole blocks need no size', async () => {
  const weight = quantize(createRandom(4).normal([2, 64]))
  const found = await runOnce((w: BlockWeight<Tensor>) => embeddingQuantized(w, ndarray(Int32Array.of(1), [1])), weight)
  expect(found.shape).toEqual([1, 64])
  for (const [i, value] of dequantize(weight).data.subarray(64).entries()) expect(Number(found.data[i])).toBeCloseTo(Number(value), 6)
})
