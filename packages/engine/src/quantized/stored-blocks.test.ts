import { describe, expect, it } from 'vitest'

import { createRandom } from '../random.ts'
import { dequantize } from './dequantize.ts'
import { fromStoredBlocks, isStoredFormat, type StoredFormat } from './stored-blocks.ts'

const random = createRandom(11)

/** Value i of a block as ggml-common.h defines it; `d` and `m` are its float16 numbers, `q` the bytes behind them. */
const plain: Record<StoredFormat, { headBytes: number; bytes: number; value: (d: number, m: number, q: Uint8Array, i: number) => number }> =
  {
    Q4_0: { headBytes: 2, bytes: 16, value: (d, _m, q, i) => d * (half(q, i) - 8) },
    Q4_1: { headBytes: 4, bytes: 16, value: (d, m, q, i) => d * half(q, i) + m },
    Q8_0: { headBytes: 2, bytes: 32, value: (d, _m, q, i) => d * ((q[i] << 24) >> 24) },
  }

describe.each(Object.keys(plain) as StoredFormat[])('%s', (format) => {
  it('stands for the values that its definition gives', () => {
    const { headBytes, bytes, value } = plain[format]
    const [outSize, blockCount] = [3, 5]
    const stored = new Uint8Array(outSize * blockCount * (headBytes + bytes))
    const view = new DataView(stored.buffer)
    const expected: number[] = []
    for (let block = 0; block < outSize * blockCount; block++) {
      const start = block * (headBytes + bytes)
      view.setFloat16(start, random.next() / 8, true)
      if (headBytes === 4) view.setFloat16(start + 2, -random.next(), true)
      for (let i = 0; i < bytes; i++) stored[start + headBytes + i] = random.integer(256)
      const q = stored.subarray(start + headBytes)
      const m = headBytes === 4 ? view.getFloat16(start + 2, true) : 0
      for (let i = 0; i < 32; i++) expected.push(value(view.getFloat16(start, true), m, q, i))
    }
    const weight = fromStoredBlocks(format, stored, [outSize, blockCount * 32])
    const values = dequantize(weight).data
    // m + 8d is rounded to float32: half of 2⁻²³ of at most 1.
    for (const [i, wanted] of expected.entries()) expect(Math.abs(Number(values[i]) - wanted)).toBeLessThanOrEqual(2 ** -23)
    if (format !== 'Q4_1') expect([...values]).toEqual(expected.map((wanted) => Math.fround(wanted)).map((wanted) => wanted + 0))
  })
})

it('says what does not fit', () => {
  expect(() => fromStoredBlocks('Q4_0', new Uint8Array(17), [1, 32])).toThrow('whole blocks of 32 and 18 bytes, 17 were given')
  expect(() => fromStoredBlocks('Q8_0', new Uint8Array(34), [1, 33])).toThrow('Q8_0 keeps [1, 33] in rows of whole blocks')
  expect([isStoredFormat('Q4_1'), isStoredFormat('Q6_K'), isStoredFormat('toString')]).toEqual([true, false, false])
})

function half(q: Uint8Array, i: number): number {
  return i < 16 ? q[i] & 15 : q[i - 16] >> 4
}
