import { minus, type Size, times } from '../dim.ts'
import { ShapeError } from '../errors.ts'
import { formatShape, needNumber } from '../shape.ts'
import { type Operand, type Tensor, tensor } from '../tensor.ts'
import { add, mul } from './elementwise.ts'
import { linear, matmul } from './matmul.ts'
import { concat, pad, pick, reshape, slice, transpose } from './movement.ts'

export type ConvolutionOptions = {
  readonly bias?: Operand
  /** Channels are cut into that many parts that do not mix. */
  readonly groups?: number
  /** Zeros in front only, so that a position sees itself and what is before; else no padding. */
  readonly causal?: boolean
}

/**
 * Convolution over a sequence: x [batch, length, in], weight [out, in/groups, kernel] → [batch, length', out], where
 * length' is length when causal and length − kernel + 1 otherwise. Made of slices and products, so gradients follow.
 */
export function conv1d(x: Operand, weight: Operand, { bias, groups = 1, causal = false }: ConvolutionOptions = {}): Tensor {
  const [source, taps] = [tensor(x), tensor(weight)]
  const [out, inside, kernel] = taps.shape.map((size) => needNumber(size, 'conv1d', 'weight size'))
  const [, length, channels] = source.shape
  if (taps.shape.length !== 3 || source.shape.length !== 3 || channels !== inside * groups || out % groups !== 0) {
    throw new ShapeError(`conv1d with ${groups} groups cannot apply weights ${formatShape(taps.shape)} to ${formatShape(source.shape)}`)
  }
  const padded = causal ? pad(source, 1, kernel - 1, 0) : source
  const steps = causal ? length : minus(length, kernel - 1)
  const shifted = Array.from({ length: kernel }, (_, k) => slice(padded, 1, k, window(k, steps)))
  const y = inside === 1 && out === groups ? depthwise(shifted, taps) : grouped(shifted, taps, groups)
  return bias === undefined ? y : add(y, bias)
}

/**
 * Image patches as tokens: x [batch, channels, height, width] cut into squares of `size` → [batch, patches,
 * channels·size·size], rows first.
 */
export function patches(x: Operand, size: number): Tensor {
  const source = tensor(x)
  const [batch, channels, height, width] = source.shape
  const [rowCount, columnCount] = [height, width].map((side) => needNumber(side, 'patches', 'image side') / size)
  if (!Number.isInteger(rowCount) || !Number.isInteger(columnCount))
    throw new ShapeError(`patches of ${size} do not cover ${formatShape(source.shape)}`)
  const cut = transpose(reshape(source, [batch, channels, rowCount, size, columnCount, size]), [0, 2, 4, 1, 3, 5])
  return reshape(cut, [batch, rowCount * columnCount, times(channels, size * size)])
}

/** Convolution whose step is its kernel: weight [out, channels, size, size] → [batch, patches, out]. */
export function patchEmbedding(x: Operand, weight: Operand, bias?: Operand): Tensor {
  const taps = tensor(weight)
  const size = needNumber(taps.shape[3], 'patchEmbedding', 'patch size')
  return linear(patches(x, size), transpose(reshape(taps, [taps.shape[0], -1])), bias)
}

function window(start: number, steps: Size): Size {
  return minus(steps, -start)
}

/** One weight a channel and tap: no products between channels. */
function depthwise(shifted: readonly Tensor[], taps: Tensor): Tensor {
  return shifted.map((part, k) => mul(part, reshape(slice(taps, 2, k, k + 1), [-1]))).reduce((sum, part) => add(sum, part))
}

function grouped(shifted: readonly Tensor[], taps: Tensor, groups: number): Tensor {
  const [out, inside, kernel] = taps.shape as readonly number[]
  const [batch, steps] = shifted[0].shape
  const windows = concat(
    shifted.map((part) => reshape(part, [batch, steps, groups, inside])),
    3,
  ) // [batch, steps, groups, kernel·in/groups]
  const matrix = reshape(transpose(reshape(taps, [groups, out / groups, inside, kernel]), [0, 3, 2, 1]), [
    groups,
    kernel * inside,
    out / groups,
  ])
  if (groups === 1) return matmul(pick(windows, 2, 0), pick(matrix, 0, 0))
  const y = matmul(reshape(transpose(windows, [2, 0, 1, 3]), [groups, times(batch, steps), kernel * inside]), matrix)
  return reshape(transpose(reshape(y, [groups, batch, steps, out / groups]), [1, 2, 0, 3]), [batch, steps, out])
}
