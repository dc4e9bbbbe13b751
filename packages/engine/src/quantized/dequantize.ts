import { type NdArray, ndarray } from '../tensor.ts'
import { nibbleAt } from './nibbles.ts'
import { dequantizeRows } from './rows.ts'
import { type BlockWeight, blockLayout, blockSize, centerOf, isBlockWeight, type QuantizedWeight } from './weight.ts'

export type QuantizationError = {
  /** Largest distance of a value from its original. */
  readonly largest: number
  /** Root mean square of the distances over that of the values. */
  readonly relative: number
}

/** The values [out, in] that a quantized matrix stands for; name `inSize` where the last block of a row is not full. */
export function dequantize(weight: QuantizedWeight, inSize?: number): NdArray {
  return isBlockWeight(weight) ? dequantizeBlocks(weight, inSize) : dequantizeRows(weight)
}

/** How far a quantized matrix lies from the float32 matrix [out, in] that it was made of. */
export function quantizationError(matrix: NdArray, weight: QuantizedWeight): QuantizationError {
  const [values, found] = [matrix.data as Float32Array, dequantize(weight, matrix.shape[1]).data as Float32Array]
  let [largest, distances, squares] = [0, 0, 0]
  for (let i = 0; i < values.length; i++) {
    const distance = Math.abs(values[i] - found[i])
    largest = Math.max(largest, distance)
    distances += distance ** 2
    squares += values[i] ** 2
  }
  return { largest, relative: squares === 0 ? 0 : Math.sqrt(distances / squares) }
}

function dequantizeBlocks({ packed, scales, zeroPoints, offsets }: BlockWeight, inSize?: number): NdArray {
  const { outSize, blockCount, bits } = blockLayout(packed)
  const rowSize = inSize ?? blockCount * blockSize
  const whole = ({ data }: NdArray, place: number) => (bits === 8 ? Number(data[place]) : nibbleAt(data, place))
  const zeroPointCount = zeroPoints ? zeroPoints.shape[1] * (8 / bits) : 0 // of a row, with what fills its last byte
  const values = new Float32Array(outSize * rowSize)
  for (let row = 0; row < outSize; row++) {
    for (let start = 0; start < rowSize; start += blockSize) {
      const block = start / blockSize
      const place = row * blockCount + block
      const scale = Number(scales.data[place])
      const zero = zeroPoints ? whole(zeroPoints, row * zeroPointCount + block) : centerOf(bits)
      const offset = offsets ? Number(offsets.data[place]) : 0
      for (let i = start; i < Math.min(start + blockSize, rowSize); i++) {
        values[row * rowSize + i] = scale * (whole(packed, place * blockSize + i - start) - zero) + offset
      }
    }
  }
  return ndarray(values, [outSize, rowSize])
}
