import { ShapeError } from '../errors.ts'
import { type NdArray, ndarray } from '../tensor.ts'
import { packNibbles } from './nibbles.ts'
import { type BlockWeight, blockSize, centerOf } from './weight.ts'

export type QuantizeOptions = {
  readonly bits?: 4 | 8
  /**
   * How the values of a block are laid over the whole numbers. `symmetric`: around zero, the value farthest from it exact (as Q4_0) ·
   * `zeroPoints`: from the least to the largest, zero exact · `offsets`: from the least to the largest, both exact (as Q4_1).
   */
  readonly range?: 'symmetric' | 'zeroPoints' | 'offsets'
}

/** What a block's values are read with: value = scale·(q − zeroPoint) + offset. */
type Line = { readonly scale: number; readonly zeroPoint: number; readonly offset: number }
type Fit = (values: Float32Array, bits: 4 | 8) => Line

const fits = { symmetric, zeroPoints: withZeroPoint, offsets: withOffset } as const satisfies Record<string, Fit>

/**
 * A float32 matrix [out, in] in blocks of 32 along `in`; 4 bits and symmetric by default. Throws ShapeError for anything else.
 * @example const weight = quantize(random.normal([8, 64]), { bits: 8 })
 */
export function quantize(matrix: NdArray, { bits = 4, range = 'symmetric' }: QuantizeOptions = {}): BlockWeight {
  const [outSize, inSize] = checkMatrix(matrix)
  const blockCount = Math.ceil(inSize / blockSize)
  const whole = new Uint8Array(outSize * blockCount * blockSize).fill(centerOf(bits))
  const [scales, offsets] = [new Float32Array(outSize * blockCount), new Float32Array(outSize * blockCount)]
  const zeroPoints = new Uint8Array(outSize * blockCount)
  for (let block = 0; block < scales.length; block++) {
    const start = (block % blockCount) * blockSize
    const row = Math.floor(block / blockCount) * inSize
    const values = (matrix.data as Float32Array).subarray(row + start, row + Math.min(start + blockSize, inSize))
    const line = fits[range](values, bits)
    scales[block] = line.scale
    offsets[block] = line.offset
    zeroPoints[block] = line.zeroPoint
    writeBlock(values, line, bits, whole.subarray(block * blockSize))
  }
  return {
    packed: ndarray(bits === 8 ? whole : packNibbles(whole), [outSize, blockCount, (blockSize * bits) / 8]),
    scales: ndarray(scales, [outSize, blockCount]),
    ...(range === 'zeroPoints' ? { zeroPoints: packZeroPoints(zeroPoints, outSize, bits) } : {}),
    ...(range === 'offsets' ? { offsets: ndarray(offsets, [outSize, blockCount]) } : {}),
  }
}

/** The rows and columns of a float32 matrix. Throws ShapeError for anything else. */
export function checkMatrix({ shape, dtype }: NdArray): readonly number[] {
  if (shape.length === 2 && dtype === 'float32') return shape
  throw new ShapeError(`only a float32 matrix [out, in] can be quantized, got ${dtype} [${shape.join(', ')}]`)
}

function writeBlock(values: Float32Array, { scale, zeroPoint, offset }: Line, bits: 4 | 8, whole: Uint8Array): void {
  const last = 2 ** bits - 1
  const perUnit = scale === 0 ? 0 : 1 / scale
  for (let i = 0; i < values.length; i++) {
    const nearest = ((values[i] - offset) * perUnit + zeroPoint + 0.5) | 0 // Math.round costs twice the time
    whole[i] = nearest < 0 ? 0 : Math.min(nearest, last)
  }
}

/** The value farthest from zero falls on the end of the range that has one step more. */
function symmetric(values: Float32Array, bits: 4 | 8): Line {
  const { least, largest } = rangeOf(values, 0)
  const farthest = largest > -least ? largest : least
  return { scale: Math.fround(farthest / -centerOf(bits)), zeroPoint: centerOf(bits), offset: 0 }
}

function withZeroPoint(values: Float32Array, bits: 4 | 8): Line {
  const { least, largest } = rangeOf(values, 0)
  const scale = Math.fround((largest - least) / (2 ** bits - 1))
  return { scale, zeroPoint: scale === 0 ? centerOf(bits) : Math.round(-least / scale), offset: 0 }
}

function withOffset(values: Float32Array, bits: 4 | 8): Line {
  const { least, largest } = rangeOf(values, values[0])
  const scale = Math.fround((largest - least) / (2 ** bits - 1))
  return { scale, zeroPoint: centerOf(bits), offset: least + centerOf(bits) * scale }
}

/** The least and the largest of some values and `start`. */
function rangeOf(values: Float32Array, start: number): { least: number; largest: number } {
  let [least, largest] = [start, start]
  for (let i = 0; i < values.length; i++) {
    if (values[i] < least) least = values[i]
    else if (values[i] > largest) largest = values[i]
  }
  return { least, largest }
}

/** One zero point a byte, or two: then every row begins with a byte of its own. */
function packZeroPoints(zeroPoints: Uint8Array, outSize: number, bits: 4 | 8): NdArray {
  const blockCount = zeroPoints.length / outSize
  if (bits === 8) return ndarray(zeroPoints, [outSize, blockCount])
  const evenCount = 2 * Math.ceil(blockCount / 2)
  const padded = new Uint8Array(outSize * evenCount)
  for (let row = 0; row < outSize; row++) padded.set(zeroPoints.subarray(row * blockCount, (row + 1) * blockCount), row * evenCount)
  return ndarray(packNibbles(padded), [outSize, evenCount / 2])
}
