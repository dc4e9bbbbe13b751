import { expect, it } from 'vitest'

import { createRandom } from '../random.ts'
import { ndarray } from '../tensor.ts'
import { dequantizeRows, quantizeRows } from './rows.ts'

it('keeps every value within half a step of its row', () => {
  const matrix = createRandom(3).normal([4, 37])
  const weight = quantizeRows(matrix)
  const values = dequantizeRows(weight).data
  for (const [i, value] of matrix.data.entries()) {
    expect(Math.abs(Number(values[i]) - Number(value))).toBeLessThanOrEqual(Number(weight.columnScales.data[Math.floor(i / 37)]) * 0.50001)
  }
})

it('stores the matrix by columns, with 128 for zero', () => {
  const { columns, columnScales } = quantizeRows(ndarray([127, 0, -127, 0, 0, 0], [2, 3]))
  expect([...columns.data]).toEqual([255, 128, 128, 128, 1, 128])
  expect([columns.shape, [...columnScales.data]]).toEqual([
    [3, 2],
    [1, 0],
  ])
})
