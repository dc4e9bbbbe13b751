import { ShapeError } from '../errors.ts'
import { type NdArray, ndarray } from '../tensor.ts'
import { type BlockWeight, blockSize, centerOf } from './weight.ts'

/**
 * Formats of files whose blocks of 32 are kept as they are, bit for bit. A block is a float16 scale d, for Q4_1 a float16 minimum m, then
 * 16 bytes whose lower halves are values 0 to 15 and whose upper halves are 16 to 31, or 32 signed bytes (ggml-common.h of ggml).
 */
const formats = {
  Q4_0: { bits: 4, blockBytes: 18, hasMinimum: false }, // d·(q − 8)
  Q4_1: { bits: 4, blockBytes: 20, hasMinimum: true }, // d·q + m
  Q8_0: { bits: 8, blockBytes: 34, hasMinimum: false }, // d·q
} as const satisfies Record<string, { bits: 4 | 8; blockBytes: number; hasMinimum: boolean }>

export type StoredFormat = keyof typeof formats

export function isStoredFormat(name: string): name is StoredFormat {
  return Object.hasOwn(formats, name)
}

/**
 * A matrix [out, in] from the bytes of a GGUF tensor, without rounding anything.
 * Throws ShapeError where the row is no multiple of 32 or the bytes are not as many as the shape asks for.
 */
export function fromStoredBlocks(format: StoredFormat, bytes: Uint8Array, [outSize, inSize]: readonly number[]): BlockWeight {
  const { bits, blockBytes, hasMinimum } = formats[format]
  const blockCount = inSize / blockSize
  const count = outSize * blockCount
  if (!Number.isInteger(blockCount) || bytes.length !== count * blockBytes) {
    throw new ShapeError(
      `${format} keeps [${outSize}, ${inSize}] in rows of whole blocks of 32 and ${count * blockBytes} bytes, ${bytes.length} were given`,
    )
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const packed = new Uint8Array((count * blockSize * bits) / 8)
  const [scales, offsets] = [new Float32Array(count), new Float32Array(hasMinimum ? count : 0)]
  for (let block = 0; block < count; block++) {
    const start = block * blockBytes
    scales[block] = view.getFloat16(start, true)
    if (hasMinimum) offsets[block] = view.getFloat16(start + 2, true) + centerOf(bits) * scales[block]
    const data = bytes.subarray(start + (hasMinimum ? 4 : 2), start + blockBytes)
    if (bits === 4) interleave(data, packed.subarray(block * 16, block * 16 + 16))
    else for (let i = 0; i < blockSize; i++) packed[block * blockSize + i] = data[i] ^ 0x80 // a signed byte plus 128
  }
  const column = (values: Float32Array): NdArray => ndarray(values, [outSize, blockCount])
  return {
    packed: ndarray(packed, [outSize, blockCount, (blockSize * bits) / 8]),
    scales: column(scales),
    ...(hasMinimum ? { offsets: column(offsets) } : {}),
  }
}

/** Halves that lie 16 values apart, as the file has them, to halves of neighbours. */
function interleave(from: Uint8Array, to: Uint8Array): void {
  for (let i = 0; i < 8; i++) {
    const [first, second] = [from[2 * i], from[2 * i + 1]]
    to[i] = (first & 15) | ((second & 15) << 4)
    to[i + 8] = (first >> 4) | (second & 0xf0)
  }
}
