import { type NdArray, ndarray } from '../tensor.ts'
import { checkMatrix } from './quantize.ts'
import type { RowWeight } from './weight.ts'

/** What zero becomes, and the largest distance from it: symmetric in unsigned bytes. */
const center = 128
const largestDistance = 127

/**
 * A float32 matrix [out, in] in 8 bits with one scale a row. `matmulQuantized` then rounds its other factor to 8 bits too and multiplies
 * whole numbers: fastest for many rows, and coarser. Throws ShapeError for anything but a float32 matrix.
 */
export function quantizeRows(matrix: NdArray): RowWeight {
  const [outSize, inSize] = checkMatrix(matrix)
  const columns = new Uint8Array(outSize * inSize)
  const scales = new Float32Array(outSize)
  for (let row = 0; row < outSize; row++) {
    const values = (matrix.data as Float32Array).subarray(row * inSize, (row + 1) * inSize)
    scales[row] = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) / largestDistance
    const perUnit = scales[row] === 0 ? 0 : 1 / scales[row]
    for (let i = 0; i < inSize; i++) columns[i * outSize + row] = Math.round(values[i] * perUnit) + center
  }
  return { columns: ndarray(columns, [inSize, outSize]), columnScales: ndarray(scales, [outSize]) }
}

/** The values [out, in] of a matrix with one scale a row. */
export function dequantizeRows({ columns, columnScales }: RowWeight): NdArray {
  const [inSize, outSize] = columns.shape
  const values = new Float32Array(outSize * inSize)
  for (let place = 0; place < values.length; place++) {
    const [row, i] = [Math.floor(place / inSize), place % inSize]
    values[place] = Number(columnScales.data[row]) * (Number(columns.data[i * outSize + row]) - center)
  }
  return ndarray(values, [outSize, inSize])
}
