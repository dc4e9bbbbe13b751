import { describe, expect, it } from 'vitest'

import { createRandom } from '../random.ts'
import { ndarray } from '../tensor.ts'
import { dequantize } from './dequantize.ts'
import { type QuantizeOptions, quantize } from './quantize.ts'

const random = createRandom(5)
const ranges = ['symmetric', 'zeroPoints', 'offsets'] as const
const all = ([4, 8] as const).flatMap((bits) => ranges.map((range) => ({ bits, range })))

describe.each(all)('$bits bits, range $range', (options) => {
  it('keeps every value within half a step, also in a last block that is not full', () => {
    for (const inSize of [32, 50, 64, 96, 31]) {
      const matrix = random.normal([5, inSize])
      const weight = quantize(matrix, options)
      const values = dequantize(weight, inSize)
      expect(values.shape).toEqual([5, inSize])
      for (const [i, value] of matrix.data.entries()) {
        const scale = Math.abs(scaleAt(weight, Math.floor(i / inSize), i % inSize))
        // Around zero one side is a step shorter than the other; a zero point is rounded itself.
        const allowed = options.range === 'offsets' ? 0.5 : 1
        expect(Math.abs(Number(values.data[i]) - Number(value))).toBeLessThanOrEqual(scale * allowed * 1.0001)
      }
    }
  })

  it('gives zeros for zeros', () => {
    expect([...dequantize(quantize(ndarray(new Float32Array(64), [2, 32]), options)).data]).toEqual(Array(64).fill(0))
  })
})

describe('the ends of a block', () => {
  const values = Float32Array.from({ length: 32 }, (_, i) => -3 + i / 4) // from -3 to 4.75, with 0 among them
  const read = (options: QuantizeOptions) => dequantize(quantize(ndarray(values, [1, 32]), options)).data

  it('symmetric: the value farthest from zero is exact', () => {
    expect(read({})[31]).toBe(4.75)
    expect(read({ bits: 8 })[31]).toBe(4.75)
  })

  it('zero points: zero is exact', () => {
    expect(read({ range: 'zeroPoints' })[12]).toBe(0)
  })

  it('offsets: the least and the largest value are exact to rounding', () => {
    const found = read({ range: 'offsets' })
    expect(found[0]).toBeCloseTo(-3, 6)
    expect(found[31]).toBeCloseTo(4.75, 6)
  })
})

it('packs two values to a byte, the lower half first', () => {
  // One block whose farthest value is -8: the scale is 1, q = value + 8.
  const values = Float32Array.from({ length: 32 }, (_, i) => [-8, 3, 0, 7][i % 4])
  const { packed, scales } = quantize(ndarray(values, [1, 32]))
  expect([scales.data[0], packed.shape]).toEqual([1, [1, 1, 16]])
  expect([...packed.data.subarray(0, 2)]).toEqual([0 | (11 << 4), 8 | (15 << 4)])
})

it('refuses what is no float32 matrix', () => {
  expect(() => quantize(ndarray([1, 2], [2]))).toThrow('only a float32 matrix [out, in] can be quantized, got float32 [2]')
  expect(() => quantize(ndarray(Int32Array.of(1), [1, 1]))).toThrow('got int32 [1, 1]')
})

function scaleAt({ scales }: ReturnType<typeof quantize>, row: number, i: number): number {
  return Number(scales.data[row * scales.shape[1] + Math.floor(i / 32)])
}
