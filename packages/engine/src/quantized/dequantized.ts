import { add, cast, mul, sub } from '../ops/elementwise.ts'
import { gather } from '../ops/indexing.ts'
import { reshape, slice, transpose, unsqueeze } from '../ops/movement.ts'
import type { DType } from '../shape.ts'
import { isTensor, ndarray, type Operand, type Tensor } from '../tensor.ts'
import { mapTree } from '../tree.ts'
import { type BlockWeight, blockSize, centerOf, isBlockWeight, type QuantizedWeight } from './weight.ts'

/** Both halves of every byte: [256, 2]. */
const halves = ndarray(
  Float32Array.from({ length: 512 }, (_, i) => (i % 2 === 0 ? (i >> 1) & 15 : i >> 5)),
  [256, 2],
)

/**
 * The values of a quantized matrix as a tensor [out, inSize], made of plain operations. `packed` may have more leading axes: rows that
 * were gathered.
 */
export function dequantized(weight: QuantizedWeight<Tensor>, inSize: number, dtype: DType = 'float32'): Tensor {
  if (!isBlockWeight(weight)) {
    const { columns, columnScales } = weight
    return transpose(mul(sub(cast(columns, dtype), 128), cast(columnScales, dtype)))
  }
  const { packed, scales, zeroPoints, offsets } = weight
  const leading = packed.shape.slice(0, -2)
  const [blockCount, bytes] = packed.shape.slice(-2)
  const bits = bytes === blockSize ? 8 : 4
  const shape = [...leading, blockCount, blockSize]
  const column = (values: Tensor) => unsqueeze(cast(values, dtype), -1)
  const zero = zeroPoints ? unsqueeze(zeroPointValues(zeroPoints, bits, blockCount as number, dtype), -1) : centerOf(bits)
  const centered = mul(sub(reshape(wholeNumbers(packed, bits, dtype), shape), zero), column(scales))
  const values = offsets ? add(centered, column(offsets)) : centered
  return slice(reshape(values, [...leading, (blockCount as number) * blockSize]), -1, 0, inSize)
}

/** Row `ids` [...] of a quantized matrix [out, in], dequantized as they are read: [..., inSize], inSize = all blocks where not given. */
export function embeddingQuantized(weight: BlockWeight<Tensor>, ids: Operand, inSize?: number): Tensor {
  const rows = mapTree(weight, isTensor, (leaf) => gather(leaf, ids)) as BlockWeight<Tensor>
  return dequantized(rows, inSize ?? (weight.packed.shape[1] as number) * blockSize)
}

/** Bytes [...] as numbers; with 4 bits two a byte, in a new last axis. */
function wholeNumbers(bytes: Tensor, bits: 4 | 8, dtype: DType): Tensor {
  return bits === 8 ? cast(bytes, dtype) : cast(gather(halves, cast(bytes, 'int32')), dtype)
}

/** [out, blocks], without what fills a row's last byte. */
function zeroPointValues(zeroPoints: Tensor, bits: 4 | 8, blockCount: number, dtype: DType): Tensor {
  if (bits === 8) return cast(zeroPoints, dtype)
  const [bytes] = zeroPoints.shape.slice(-1)
  const leading = zeroPoints.shape.slice(0, -1)
  return slice(reshape(wholeNumbers(zeroPoints, bits, dtype), [...leading, (bytes as number) * 2]), -1, 0, blockCount)
}
