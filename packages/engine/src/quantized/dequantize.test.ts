import { expect, it } from 'vitest'

import { createRandom } from '../random.ts'
import { ndarray } from '../tensor.ts'
import { dequantize, quantizationError } from './dequantize.ts'
import { quantize } from './quantize.ts'
import { quantizeRows } from './rows.ts'

it('reads scale·(q − zero point) + offset from packed blocks', () => {
  const packed = ndarray(
    Uint8Array.from({ length: 16 }, (_, i) => (i << 4) | (15 - i)),
    [1, 1, 16],
  )
  const [scales, zeroPoints, offsets] = [ndarray([0.5], [1, 1]), ndarray(Uint8Array.of(3), [1, 1]), ndarray([10], [1, 1])]
  const q = Array.from({ length: 32 }, (_, i) => (i % 2 === 0 ? 15 - i / 2 : (i - 1) / 2))
  expect([...dequantize({ packed, scales }).data]).toEqual(q.map((value) => 0.5 * (value - 8)))
  expect([...dequantize({ packed, scales, zeroPoints }).data]).toEqual(q.map((value) => 0.5 * (value - 3)))
  expect([...dequantize({ packed, scales, offsets }, 5).data]).toEqual(q.slice(0, 5).map((value) => 0.5 * (value - 8) + 10))
})

it('a row of an odd number of blocks has its zero points in bytes of its own', () => {
  const matrix = createRandom(8).normal([3, 96])
  const whole = dequantize(quantize(matrix, { range: 'zeroPoints' }))
  const rows = [0, 1, 2].flatMap((row) => {
    const one = ndarray(matrix.data.slice(row * 96, (row + 1) * 96), [1, 96])
    return [...dequantize(quantize(one, { range: 'zeroPoints' })).data]
  })
  expect([...whole.data]).toEqual(rows)
})

it('the error of a quantized matrix falls with bits, and with a range that fits the values', () => {
  const matrix = createRandom(2).uniform([16, 128], 1, 3)
  const relative = (options: Parameters<typeof quantize>[1]) => quantizationError(matrix, quantize(matrix, options)).relative
  expect(relative({ range: 'offsets' })).toBeLessThan(relative({}) / 2) // steps over a range of 2, not of 6
  expect(relative({ bits: 8 })).toBeLessThan(relative({}) / 10)
  expect(quantizationError(matrix, quantizeRows(matrix)).relative).toBeLessThan(0.005)
})

it('the largest error is that of a single value', () => {
  const matrix = ndarray([1, ...Array(31).fill(0)], [1, 32])
  const weight = quantize(matrix)
  expect(quantizationError(matrix, weight)).toEqual({ largest: 0, relative: 0 })
  expect(quantizationError(ndarray([1.5, ...Array(31).fill(0)], [1, 32]), weight)).toEqual({ largest: 0.5, relative: 1 / 3 })
})
