import fc from 'fast-check'
import { expect, it } from 'vitest'

import { narrowHalf } from './half.ts'
import { type BlockType, blockTypes } from './quantized.ts'

const half = (value: number) => [...new Uint8Array(narrowHalf(Float32Array.of(value)).buffer)]
function dequantized(type: BlockType, bytes: readonly number[]): number[] {
  const values = new Float32Array((bytes.length / blockTypes[type].blockBytes) * blockTypes[type].blockValues)
  blockTypes[type].dequantize(Uint8Array.from(bytes), values)
  return [...values]
}
/** Values of one block beside their place, by the layouts' definition. */
const nibbleBytes = Array.from({ length: 16 }, (_, j) => j | ((15 - j) << 4)) // low nibble j, high nibble 15 - j
const small = Array.from({ length: 32 }, (_, i) => (i < 16 ? i : 31 - i)) // q without its fifth bit

it('reads blocks of 32 with and without a minimum and a fifth bit', () => {
  expect(dequantized('Q4_0', [...half(0.5), ...nibbleBytes])).toEqual(small.map((q) => 0.5 * (q - 8)))
  expect(dequantized('Q4_1', [...half(0.5), ...half(3), ...nibbleBytes])).toEqual(small.map((q) => 0.5 * q + 3))
  // Fifth bits of the places 0, 9, 16 and 31: bytes 01 02 01 80
  const fifth = (i: number) => ([0, 9, 16, 31].includes(i) ? 16 : 0)
  expect(dequantized('Q5_0', [...half(2), 1, 2, 1, 128, ...nibbleBytes])).toEqual(small.map((q, i) => 2 * (q + fifth(i) - 16)))
  expect(dequantized('Q5_1', [...half(2), ...half(-1), 1, 2, 1, 128, ...nibbleBytes])).toEqual(small.map((q, i) => 2 * (q + fifth(i)) - 1))
  expect(dequantized('Q8_0', [...half(0.25), ...Array.from({ length: 32 }, (_, i) => (i - 16) & 255)])).toEqual(
    Array.from({ length: 32 }, (_, i) => 0.25 * (i - 16)),
  )
})

/** Packs eight scales and eight minima of six bits as ggml does: the reverse of what is tested. */
function packScales(scales: readonly number[], minima: readonly number[]): number[] {
  const bytes = Array<number>(12).fill(0)
  for (let i = 0; i < 4; i++) {
    bytes[i] = scales[i] | ((scales[i + 4] >> 4) << 6)
    bytes[i + 4] = minima[i] | ((minima[i + 4] >> 4) << 6)
    bytes[i + 8] = (scales[i + 4] & 15) | ((minima[i + 4] & 15) << 4)
  }
  return bytes
}

it('reads blocks of 256 with scales of six bits', () => {
  const six = fc.array(fc.nat(63), { minLength: 8, maxLength: 8 })
  const values = fc.array(fc.nat(31), { minLength: 256, maxLength: 256 })
  fc.assert(
    fc.property(six, six, values, (scales, minima, q) => {
      const nibbles = Array.from(
        { length: 128 },
        (_, i) => (q[(i >> 5) * 64 + (i & 31)] & 15) | ((q[(i >> 5) * 64 + 32 + (i & 31)] & 15) << 4),
      )
      const fifths = Array.from({ length: 32 }, (_, j) =>
        Array.from({ length: 8 }, (_, sub) => (q[sub * 32 + j] >> 4) << sub).reduce((a, b) => a | b),
      )
      const head = [...half(0.5), ...half(0.25), ...packScales(scales, minima)]
      const value = (i: number, number: number) => 0.5 * scales[i >> 5] * number - 0.25 * minima[i >> 5]
      expect(dequantized('Q4_K', [...head, ...nibbles])).toEqual(q.map((number, i) => value(i, number & 15)))
      expect(dequantized('Q5_K', [...head, ...fifths, ...nibbles])).toEqual(q.map((number, i) => value(i, number)))
    }),
    { numRuns: 20 },
  )
})

it('reads blocks of six bits with a signed scale for every 16', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(63), { minLength: 256, maxLength: 256 }),
      fc.array(fc.integer({ min: -128, max: 127 }), { minLength: 16, maxLength: 16 }),
      (q, scales) => {
        // As ggml packs: of each 128 values, 0-31 and 64-95 share low bytes, the four quarters share the bytes of high bits.
        const low = Array.from({ length: 128 }, (_, i) => {
          const first = (i >> 6) * 128 + (i & 63)
          return (q[first] & 15) | ((q[first + 64] & 15) << 4)
        })
        const high = Array.from({ length: 64 }, (_, i) =>
          [0, 1, 2, 3].reduce((bits, quarter) => bits | ((q[(i >> 5) * 128 + quarter * 32 + (i & 31)] >> 4) << (quarter * 2)), 0),
        )
        const bytes = [...low, ...high, ...scales.map((scale) => scale & 255), ...half(0.5)]
        expect(dequantized('Q6_K', bytes)).toEqual(q.map((number, i) => 0.5 * scales[i >> 4] * (number - 32)))
      },
    ),
    { numRuns: 20 },
  )
})

it('reads unquantised values', () => {
  expect(dequantized('F32', [...new Uint8Array(Float32Array.of(1.5).buffer)])).toEqual([1.5])
  expect(dequantized('F16', half(1.5))).toEqual([1.5])
  expect(dequantized('BF16', [0xc0, 0x3f])).toEqual([1.5])
})
