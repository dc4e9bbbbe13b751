import { needNumber, type Shape } from '../shape.ts'
import type { NdArray } from '../tensor.ts'

/** Values of one block, neighbours in a row, that share a scale. */
export const blockSize = 32

/**
 * A matrix [out, in] in blocks of 32 along `in`: value = scale·(q − zero point) + offset. A plain record: an argument of a program, or
 * frozen into it. Leaves are arrays, and tensors inside of a traced function.
 */
export type BlockWeight<Leaf = NdArray> = {
  /** q: uint8 [out, blocks, 16] with 4 bits, the lower half of a byte first, or [out, blocks, 32] with 8 bits. */
  readonly packed: Leaf
  /** float32 [out, blocks]. */
  readonly scales: Leaf
  /** uint8 [out, blocks] with 8 bits, [out, ⌈blocks/2⌉] with 4, two to a byte. Without them every zero point is the center, 8 or 128. */
  readonly zeroPoints?: Leaf
  /** float32 [out, blocks]: for formats with a float minimum m (Q4_1), m + center·scale. */
  readonly offsets?: Leaf
}

/** A matrix [out, in] with one scale a row, which is multiplied in 8-bit whole numbers; stored as the runtime wants it. */
export type RowWeight<Leaf = NdArray> = {
  /** q: uint8 [in, out], center 128. */
  readonly columns: Leaf
  /** float32 [out]. */
  readonly columnScales: Leaf
}

export type QuantizedWeight<Leaf = NdArray> = BlockWeight<Leaf> | RowWeight<Leaf>

export function isBlockWeight<Leaf>(weight: QuantizedWeight<Leaf>): weight is BlockWeight<Leaf> {
  return 'packed' in weight
}

/** Rows, blocks of a row and bits of a value. */
export function blockLayout(packed: { readonly shape: Shape }): { outSize: number; blockCount: number; bits: 4 | 8 } {
  const [outSize, blockCount, bytes] = packed.shape.map((size) => needNumber(size, 'a quantized matrix', 'its size'))
  return { outSize, blockCount, bits: bytes * 2 === blockSize ? 4 : 8 }
}

/** The whole number that stands for zero where there are no zero points. */
export function centerOf(bits: 4 | 8): number {
  return 2 ** (bits - 1)
}
