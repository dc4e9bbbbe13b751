import { ShapeError } from '../errors.ts'
import { add } from '../ops/elementwise.ts'
import { matmul } from '../ops/matmul.ts'
import { pad, reshape, transpose, zerosLike } from '../ops/movement.ts'
import { applyOne, checkRank, type Row, withGradient } from '../ops/op.ts'
import { sum } from '../ops/reduce.ts'
import { formatShape, needNumber } from '../shape.ts'
import { ndarray, type Operand, type Tensor, tensor } from '../tensor.ts'
import { dequantized } from './dequantized.ts'
import { type BlockWeight, blockLayout, blockSize, isBlockWeight, type QuantizedWeight, type RowWeight } from './weight.ts'

export type MatmulQuantizedOptions = {
  /**
   * Rounds x to 8 bits in blocks of 32 as well, so that whole numbers are multiplied: 3 times faster for one row of x and 4 bits, and for
   * 8 bits a must there, as the runtime else dequantizes the whole matrix at each call. Only frozen weights are; row weights always.
   */
  readonly roundsInput?: boolean
}

const blockRow: Row = { name: 'MatMulNBits', onnx: 'MatMulNBits', domain: 'com.microsoft', gradient: 'none' }
const rowRow: Row = { name: 'DynamicQuantizeMatMul', onnx: 'DynamicQuantizeMatMul', domain: 'com.microsoft', gradient: 'none' }
/** Stands between a weight and its use, so that asking for its gradient is an error, not zeros. */
const weightRow: Row = { name: 'a quantized weight', onnx: 'Alias', gradient: 'none' }

/** Numbers of the runtime's accuracy_level: the precision in which it multiplies. */
const accuracyLevels = { float32: 1, int8: 4 }

/**
 * x · weightᵀ for x [..., in] and a quantized weight [out, in] → [..., out]. The weight is fixed: the gradient of x goes through its
 * dequantized values, its own is a GradientError. In float64 it is computed from plain operations.
 */
export function matmulQuantized(x: Operand, weight: QuantizedWeight<Tensor>, { roundsInput = false }: MatmulQuantizedOptions = {}): Tensor {
  const source = tensor(x)
  const inSize = checkInput(source, weight)
  const values = () => dequantized(weight, inSize, source.dtype)
  const scales = isBlockWeight(weight) ? weight.scales : weight.columnScales
  const isFast = source.dtype === 'float32'
  const fast = () => (isBlockWeight(weight) ? byBlocks(source, weight, inSize, roundsInput) : byRows(source, weight))
  const guarded = applyOne(weightRow, [scales], scales.shape)
  return withGradient('MatMulQuantized', isFast ? fast() : matmul(source, transpose(values())), [source, guarded], ([g]) => [
    matmul(g, values()),
    zerosLike(guarded),
  ])
}

function byBlocks(x: Tensor, { packed, scales, zeroPoints, offsets }: BlockWeight<Tensor>, inSize: number, roundsInput: boolean): Tensor {
  const { outSize, blockCount, bits } = blockLayout(packed)
  const accuracy = roundsInput ? accuracyLevels.int8 : accuracyLevels.float32
  const attributes = { K: inSize, N: outSize, bits, block_size: blockSize, accuracy_level: accuracy }
  const inputs = [x, packed, scales, ...(zeroPoints ? [zeroPoints] : [])]
  const product = applyOne(blockRow, inputs, [...x.shape.slice(0, -1), outSize], [], attributes)
  return offsets ? add(product, matmul(blockSums(x, blockCount, inSize), transpose(offsets))) : product
}

/**
 * Sums of x [..., in] over its blocks of 32: [..., blocks]. An offset adds the same to all values of a block, so that it adds offset·sum to
 * a product. (Zero points that are no whole numbers would make the runtime dequantize the whole matrix at each call.)
 */
function blockSums(x: Tensor, blockCount: number, inSize: number): Tensor {
  const whole = pad(x, -1, 0, blockCount * blockSize - inSize)
  return sum(reshape(whole, [...x.shape.slice(0, -1), blockCount, blockSize]), -1)
}

function byRows(x: Tensor, { columns, columnScales }: RowWeight<Tensor>): Tensor {
  const [, outSize] = columns.shape
  const center = tensor(ndarray(new Uint8Array(outSize as number).fill(128), [outSize as number]))
  return applyOne(rowRow, [x, columns, columnScales, center], [...x.shape.slice(0, -1), outSize])
}

/** The size of x's last axis, which must be that of the weight's rows. */
function checkInput(x: Tensor, weight: QuantizedWeight<Tensor>): number {
  checkRank('matmulQuantized', x, 2)
  const inSize = needNumber(x.shape[x.shape.length - 1], 'matmulQuantized', 'the last axis of x')
  const { packed, columns } = weight as BlockWeight<Tensor> & RowWeight<Tensor>
  const fits = packed ? packed.shape[1] === Math.ceil(inSize / blockSize) : columns.shape[0] === inSize
  if (fits) return inSize
  const rows = packed
    ? `${formatShape(packed.shape.slice(1, 2))} blocks of ${blockSize}`
    : `${formatShape(columns.shape.slice(0, 1))} values`
  throw new ShapeError(`matmulQuantized cannot multiply ${formatShape(x.shape)} with rows of ${rows}`)
}
