import { product, type Size } from '../dim.ts'
import { checkAxis, type Shape } from '../shape.ts'
import { type Node, type Operand, type Tensor, tensor } from '../tensor.ts'
import { cast, div, equal, exp, mul, sub } from './elementwise.ts'
import { expand, reshape, sizeOf } from './movement.ts'
import { apply, applyOne, checkFloat, type Row } from './op.ts'

/** Axes to reduce: one, several, or all when left out. */
export type Axes = number | readonly number[]

/** Found by every.test.ts. @public */
export const rows = {
  sum: { name: 'ReduceSum', onnx: 'ReduceSum', gradient: ([g], node) => [g && widen(g, node)] },
  mean: {
    name: 'ReduceMean',
    onnx: 'ReduceMean',
    gradient: ([g], node) => [g && div(widen(g, node), sizeOf(reducedCount(node), g.dtype))],
  },
  max: { name: 'ReduceMax', onnx: 'ReduceMax', gradient: ([g], node, [y]) => [g && toExtremes(g, node, y)] },
  min: { name: 'ReduceMin', onnx: 'ReduceMin', gradient: ([g], node, [y]) => [g && toExtremes(g, node, y)] },
  // (log Σ eˣ)' = eˣ / Σ eˣ = e^(x − y)
  logSumExp: {
    name: 'ReduceLogSumExp',
    onnx: 'ReduceLogSumExp',
    gradient: ([g], node, [y]) => [g && mul(widen(g, node), exp(sub(node.inputs[0], widen(y, node))))],
  },
  cumsum: {
    name: 'CumSum',
    onnx: 'CumSum',
    gradient: ([g], node) => [
      g && runningSum(g, node.operands[0].sizes[0] as number, !node.attributes.reverse, !!node.attributes.exclusive),
    ],
  },
  argmax: { name: 'ArgMax', onnx: 'ArgMax', gradient: 'zero' },
  argmin: { name: 'ArgMin', onnx: 'ArgMin', gradient: 'zero' },
} as const satisfies Record<string, Row>

/** Sum over axes; `keep` leaves them with size 1. */
export function sum(x: Operand, axes?: Axes, keep = false): Tensor {
  return reduce(rows.sum, x, axes, keep)
}

export function mean(x: Operand, axes?: Axes, keep = false): Tensor {
  return reduce(rows.mean, x, axes, keep)
}

/** Greatest element; equal ones share the gradient. */
export function max(x: Operand, axes?: Axes, keep = false): Tensor {
  return reduce(rows.max, x, axes, keep)
}

export function min(x: Operand, axes?: Axes, keep = false): Tensor {
  return reduce(rows.min, x, axes, keep)
}

/** log Σ eˣ over axes, without overflow. */
export function logSumExp(x: Operand, axes?: Axes, keep = false): Tensor {
  return reduce(rows.logSumExp, x, axes, keep)
}

/** Mean squared distance from the mean (divided by n). */
export function variance(x: Operand, axes?: Axes, keep = false): Tensor {
  const source = tensor(x)
  const centred = sub(source, mean(source, axes, true))
  return mean(mul(centred, centred), axes, keep)
}

/** Sum of the elements up to each one along an axis; `reverse` from the end. */
export function cumsum(x: Operand, axis: number, reverse = false): Tensor {
  return runningSum(x, axis, reverse, false)
}

/** Place of the greatest element along an axis, as int32; the first among equals. */
export function argmax(x: Operand, axis: number): Tensor {
  return place(rows.argmax, x, axis)
}

export function argmin(x: Operand, axis: number): Tensor {
  return place(rows.argmin, x, axis)
}

function reduce(row: Row, x: Operand, axes: Axes | undefined, keep: boolean): Tensor {
  const source = tensor(x)
  const rank = source.shape.length
  const over = [axes ?? [...Array(rank).keys()]]
    .flat()
    .map((axis) => checkAxis(axis, rank, row.name))
    .toSorted((a, b) => a - b)
  if (over.length === 0) return source
  if (row !== rows.sum && row !== rows.max && row !== rows.min) checkFloat(row.name, source)
  const kept = source.shape.map((size, axis) => (over.includes(axis) ? 1 : size))
  const shape: Shape = keep ? kept : source.shape.filter((_, axis) => !over.includes(axis))
  return applyOne(row, [source], shape, [{ sizes: over }], { keepdims: keep ? 1 : 0 })
}

/** A result of a reduction stretched back over what was reduced. */
function widen(g: Tensor, node: Node): Tensor {
  const [x] = node.inputs
  const kept = x.shape.map((size, axis) => (node.operands[0].sizes.includes(axis) ? 1 : size))
  return expand(reshape(g, kept), x.shape)
}

function reducedCount(node: Node): Size {
  return product(node.operands[0].sizes.map((axis) => node.inputs[0].shape[axis as number]))
}

function toExtremes(g: Tensor, node: Node, y: Tensor): Tensor {
  const hits = cast(equal(node.inputs[0], widen(y, node)), g.dtype)
  const count = sum(hits, node.operands[0].sizes as number[], true)
  return mul(widen(g, node), div(hits, count))
}

function runningSum(x: Operand, axis: number, reverse: boolean, exclusive: boolean): Tensor {
  const source = tensor(x)
  const at = checkAxis(axis, source.shape.length, 'CumSum')
  return applyOne(rows.cumsum, [source], source.shape, [{ sizes: [at], scalar: true }], {
    reverse: reverse ? 1 : 0,
    exclusive: exclusive ? 1 : 0,
  })
}

function place(row: Row, x: Operand, axis: number): Tensor {
  const source = tensor(x)
  const at = checkAxis(axis, source.shape.length, row.name)
  const [index] = apply(row, [source], [{ shape: source.shape.toSpliced(at, 1), dtype: 'int64' }], [], { axis: at, keepdims: 0 })
  return cast(index, 'int32')
}
