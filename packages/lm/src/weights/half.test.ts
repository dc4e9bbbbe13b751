import fc from 'fast-check'
import { expect, it } from 'vitest'

import { halfToNumber, narrowBrain, narrowHalf, widenBrain, widenHalf } from './half.ts'

// IEEE 754-2008: sign, 5 bits of exponent, 10 of fraction
it.each([
  [0x0000, 0],
  [0x3c00, 1],
  [0xc000, -2],
  [0x7bff, 65504],
  [0x0400, 2 ** -14],
  [0x0001, 2 ** -24],
  [0x3555, 0.333251953125],
  [0x7c00, Number.POSITIVE_INFINITY],
])('reads %i as %f', (bits, value) => {
  expect(halfToNumber(bits)).toBe(value)
})

it('gives every float16 back, and rounds a float32 to the nearest, ties to even', () => {
  for (let bits = 0; bits < 1 << 16; bits++) {
    const value = halfToNumber(bits)
    if (!Number.isNaN(value)) expect(narrowHalf(Float32Array.of(value))[0]).toBe(bits)
  }
  const pairs: [number, number][] = [
    [2049, 2048],
    [2051, 2052],
    [65519, 65504],
    [65520, Infinity],
    [-65520, -Infinity],
    [2 ** -25, 0],
    [2 ** -24 * 1.5, 2 ** -23],
  ]
  for (const [value, rounded] of pairs) expect(widenHalf(narrowHalf(Float32Array.of(value)))[0]).toBe(rounded)
  expect(widenHalf(narrowHalf(Float32Array.of(NaN)))[0]).toBeNaN()
})

it('rounds to the nearest of the two float16 around a number', () => {
  fc.assert(
    fc.property(fc.float({ min: -65000, max: 65000, noNaN: true }), (value) => {
      const bits = narrowHalf(Float32Array.of(value))[0]
      const error = Math.abs(halfToNumber(bits) - value)
      for (const neighbor of [bits - 1, bits + 1])
        if ((neighbor & 0x7fff) < 0x7c00) expect(error).toBeLessThanOrEqual(Math.abs(halfToNumber(neighbor & 0xffff) - value))
    }),
  )
})

it('rounds to bfloat16 in the same way', () => {
  const rounded = (value: number) => widenBrain(narrowBrain(Float32Array.of(value)))[0]
  // 8 bits of precision: between 256 and 512 in steps of 2
  expect([1, 257, 259, -257, Infinity].map(rounded)).toEqual([1, 256, 260, -256, Infinity])
  expect(rounded(NaN)).toBeNaN()
})
