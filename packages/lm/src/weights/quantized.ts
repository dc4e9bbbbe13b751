import { halfToNumber, widenBrain, widenHalf } from './half.ts'

/** Bytes of whole blocks → values. Every product of a scale and a small number is exact, so the one rounding is that to float32. */
type Dequantize = (bytes: Uint8Array<ArrayBuffer>, values: Float32Array) => void

/**
 * The block types of GGUF that can be read (ggml, ggml-common.h and ggml-quants.c): the type's number, values and bytes of a block,
 * and how a block becomes float32 values. Scales d and minima m are float16; q is the small number stored for a value.
 */
export const blockTypes = {
  F32: { id: 0, blockValues: 1, blockBytes: 4, dequantize: (bytes, values) => values.set(new Float32Array(bytes.buffer)) },
  F16: { id: 1, blockValues: 1, blockBytes: 2, dequantize: (bytes, values) => values.set(widenHalf(new Uint16Array(bytes.buffer))) },
  BF16: { id: 30, blockValues: 1, blockBytes: 2, dequantize: (bytes, values) => values.set(widenBrain(new Uint16Array(bytes.buffer))) },
  Q4_0: { id: 2, blockValues: 32, blockBytes: 18, dequantize: nibbles(18, { minimum: false, fifthBit: false }) },
  Q4_1: { id: 3, blockValues: 32, blockBytes: 20, dequantize: nibbles(20, { minimum: true, fifthBit: false }) },
  Q5_0: { id: 6, blockValues: 32, blockBytes: 22, dequantize: nibbles(22, { minimum: false, fifthBit: true }) },
  Q5_1: { id: 7, blockValues: 32, blockBytes: 24, dequantize: nibbles(24, { minimum: true, fifthBit: true }) },
  Q8_0: { id: 8, blockValues: 32, blockBytes: 34, dequantize: dequantizeQ8 },
  Q4_K: { id: 12, blockValues: 256, blockBytes: 144, dequantize: superBlocks(144, 0) },
  Q5_K: { id: 13, blockValues: 256, blockBytes: 176, dequantize: superBlocks(176, 32) },
  Q6_K: { id: 14, blockValues: 256, blockBytes: 210, dequantize: dequantizeQ6K },
} as const satisfies Record<string, { id: number; blockValues: number; blockBytes: number; dequantize: Dequantize }>

export type BlockType = keyof typeof blockTypes

/** A float16 at any byte, also an odd one. */
function half(bytes: Uint8Array, at: number): number {
  return halfToNumber(bytes[at] | (bytes[at + 1] << 8))
}

/**
 * Q4_0, Q4_1, Q5_0, Q5_1: d, then m if there is one, then 32 fifth bits if there are, then 16 bytes: low nibbles are values 0 to 15,
 * high ones 16 to 31. With a minimum the value is d·q + m, without one q is centered: d·(q - 8) or d·(q - 16).
 */
function nibbles(blockBytes: number, has: { minimum: boolean; fifthBit: boolean }): Dequantize {
  const bitsAt = has.minimum ? 4 : 2
  const dataAt = bitsAt + (has.fifthBit ? 4 : 0)
  const center = has.minimum ? 0 : has.fifthBit ? 16 : 8
  return (bytes, values) => {
    for (let block = 0, out = 0; out < values.length; block += blockBytes, out += 32) {
      const d = half(bytes, block)
      const m = has.minimum ? half(bytes, block + 2) : 0
      const fifths = has.fifthBit ? word(bytes, block + bitsAt) : 0
      for (let j = 0; j < 16; j++) {
        const pair = bytes[block + dataAt + j]
        values[out + j] = d * ((pair & 15) + (((fifths >>> j) & 1) << 4) - center) + m
        values[out + j + 16] = d * ((pair >> 4) + (((fifths >>> (j + 16)) & 1) << 4) - center) + m
      }
    }
  }
}

function word(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)
}

/** Q8_0: d, then 32 signed bytes; d·q. */
function dequantizeQ8(bytes: Uint8Array<ArrayBuffer>, values: Float32Array): void {
  const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let block = 0, out = 0; out < values.length; block += 34, out += 32) {
    const d = half(bytes, block)
    for (let j = 0; j < 32; j++) values[out + j] = d * signed[block + 2 + j]
  }
}

/**
 * Q4_K and Q5_K: d, the scale dmin of the minima, 12 bytes with eight 6-bit scales and eight 6-bit minima, for Q5_K 32 bytes of fifth bits,
 * 128 bytes of nibbles. Of each 32 of these the low nibbles are sub-block 2c, the high ones 2c + 1; (d·scale)·q - dmin·minimum.
 */
function superBlocks(blockBytes: number, fifthBytes: number): Dequantize {
  return (bytes, values) => {
    for (let block = 0, out = 0; out < values.length; block += blockBytes, out += 256) {
      const d = half(bytes, block)
      const dmin = half(bytes, block + 2)
      for (let sub = 0; sub < 8; sub++) {
        const scale = d * sixBitScale(bytes, block + 4, sub)
        const minimum = dmin * sixBitMinimum(bytes, block + 4, sub)
        const data = block + 16 + fifthBytes + (sub >> 1) * 32
        const shift = (sub & 1) * 4
        for (let j = 0; j < 32; j++) {
          const fifth = fifthBytes ? ((bytes[block + 16 + j] >> sub) & 1) << 4 : 0
          values[out + sub * 32 + j] = scale * (((bytes[data + j] >> shift) & 15) + fifth) - minimum
        }
      }
    }
  }
}

/** Sub-blocks 0 to 3 have their six bits together; those of 4 to 7 are four bits of bytes 8 to 11 and the upper two of bytes 0 to 7. */
function sixBitScale(bytes: Uint8Array, at: number, sub: number): number {
  return sub < 4 ? bytes[at + sub] & 63 : (bytes[at + sub + 4] & 15) | ((bytes[at + sub - 4] >> 6) << 4)
}

function sixBitMinimum(bytes: Uint8Array, at: number, sub: number): number {
  return sub < 4 ? bytes[at + sub + 4] & 63 : (bytes[at + sub + 4] >> 4) | ((bytes[at + sub] >> 6) << 4)
}

/** Q6_K: 128 bytes of low nibbles, 64 of two high bits, 16 signed scales (one for 16 values), d last; (d·scale)·(q - 32). */
function dequantizeQ6K(bytes: Uint8Array<ArrayBuffer>, values: Float32Array): void {
  const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let block = 0, out = 0; out < values.length; block += 210, out += 256) {
    const d = half(bytes, block + 208)
    for (let i = 0; i < 256; i++) {
      // Each half of 128 values: quarters share bytes, the quarter says which nibble and which two bits.
      const halfBlock = i >> 7
      const quarter = (i >> 5) & 3
      const column = i & 31
      const low = (bytes[block + halfBlock * 64 + (quarter & 1) * 32 + column] >> ((quarter >> 1) * 4)) & 15
      const high = (bytes[block + 128 + halfBlock * 32 + column] >> (quarter * 2)) & 3
      values[out + i] = d * signed[block + 192 + (i >> 4)] * ((low | (high << 4)) - 32)
    }
  }
}
