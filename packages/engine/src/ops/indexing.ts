import { product, type Size } from '../dim.ts'
import { ShapeError } from '../errors.ts'
import { checkAxis, type DType, formatShape, sameShape } from '../shape.ts'
import { type Node, type Operand, type Tensor, tensor } from '../tensor.ts'
import { cast, equal } from './elementwise.ts'
import { arange, expand, reshape, unsqueeze, zerosLike } from './movement.ts'
import { apply, applyOne, checkSameDType, type Row } from './op.ts'

/** Found by every.test.ts. @public */
export const rows = {
  gather: { name: 'Gather', onnx: 'Gather', gradient: ([g], node) => [g && ungather(g, node)] },
  takeAlong: {
    name: 'GatherElements',
    onnx: 'GatherElements',
    gradient: ([g], node) => [g && scatterAdd(zerosLike(node.inputs[0]), node.inputs[1], g, node.attributes.axis as number)],
  },
  // Not ScatterND: its additions get lost on several threads when indices repeat (microsoft/onnxruntime 18048).
  scatterAdd: {
    name: 'ScatterElements',
    onnx: 'ScatterElements',
    gradient: ([g], node) => (g ? [g, undefined, takeAlong(g, node.inputs[1], node.attributes.axis as number)] : []),
  },
  topk: {
    name: 'TopK',
    onnx: 'TopK',
    gradient: ([g], node, [, indices]) => [g && scatterAdd(zerosLike(node.inputs[0]), indices, g, node.attributes.axis as number)],
  },
} as const satisfies Record<string, Row>

/** Rows of x along `axis` at whole-number `indices` (int32 or int64): x.shape with that axis replaced by indices.shape. */
export function gather(x: Operand, indices: Operand, axis = 0): Tensor {
  const source = tensor(x)
  const places = checkIndices('Gather', tensor(indices, 'int32'))
  const at = checkAxis(axis, source.shape.length, 'Gather')
  return applyOne(rows.gather, [source, places], source.shape.toSpliced(at, 1, ...places.shape), [], { axis: at })
}

/** The rows of `table` [count, size] at `ids` [...] → [..., size]. */
export function embedding(table: Operand, ids: Operand): Tensor {
  return gather(table, ids, 0)
}

/** One element a place: y[i, j] = x[i, indices[i, j]] along `axis`; indices have as many axes as x. */
export function takeAlong(x: Operand, indices: Operand, axis: number): Tensor {
  const source = tensor(x)
  const places = checkIndices('GatherElements', tensor(indices, 'int32'))
  const at = checkAxis(axis, source.shape.length, 'GatherElements')
  checkAligned('GatherElements', source, places, at)
  return applyOne(rows.takeAlong, [source, places], places.shape, [], { axis: at })
}

/** x with `updates` added at `indices` along `axis`; repeated indices add up. */
export function scatterAdd(x: Operand, indices: Operand, updates: Operand, axis: number): Tensor {
  const source = tensor(x)
  const places = checkIndices('ScatterElements', tensor(indices, 'int32'))
  const added = tensor(updates, source.dtype)
  const at = checkAxis(axis, source.shape.length, 'ScatterElements')
  checkSameDType('ScatterElements', source, added)
  checkAligned('ScatterElements', source, places, at)
  if (!sameShape(places.shape, added.shape))
    throw new ShapeError(
      `ScatterElements takes updates of the indices' shape ${formatShape(places.shape)}, got ${formatShape(added.shape)}`,
    )
  return applyOne(rows.scatterAdd, [source, places, added], source.shape, [], { axis: at, reduction: 'add' })
}

/** 1 at the place that each id names, 0 elsewhere: [...] → [..., count]. Ids outside give a row of zeros. */
export function oneHot(ids: Operand, count: Size, dtype: DType = 'float32'): Tensor {
  const places = checkIndices('oneHot', tensor(ids, 'int32'))
  return cast(equal(unsqueeze(places, -1), arange(count, places.dtype)), dtype)
}

/** The k greatest elements along an axis, in order, with their places (int32). `largest` false: the smallest. */
export function topk(x: Operand, k: Size, axis = -1, largest = true): { values: Tensor; indices: Tensor } {
  const source = tensor(x)
  const at = checkAxis(axis, source.shape.length, 'TopK')
  if (typeof k === 'number' && typeof source.shape[at] === 'number' && k > source.shape[at]) {
    throw new ShapeError(`TopK cannot take ${k} of axis ${axis} of ${formatShape(source.shape)}`)
  }
  const shape = source.shape.with(at, k)
  const [values, places] = apply(
    rows.topk,
    [source],
    [
      { shape, dtype: source.dtype },
      { shape, dtype: 'int64' },
    ],
    [{ sizes: [k] }],
    { axis: at, largest: largest ? 1 : 0 },
  )
  return { values, indices: cast(places, 'int32') }
}

/** All elements along an axis in ascending order, or descending, with the places they came from (int32). */
export function sort(x: Operand, axis = -1, descending = false): { values: Tensor; indices: Tensor } {
  const source = tensor(x)
  return topk(source, source.shape[checkAxis(axis, source.shape.length, 'sort')], axis, descending)
}

/** Rows that were taken several times get the sum of what comes back. */
function ungather(g: Tensor, node: Node): Tensor {
  const [x, indices] = node.inputs
  const axis = node.attributes.axis as number
  const shape = x.shape.with(axis, product(indices.shape))
  const column = x.shape.map((_, i) => (i === axis ? -1 : 1))
  return scatterAdd(zerosLike(x), expand(reshape(indices, column), shape), reshape(g, shape), axis)
}

function checkIndices(operation: string, indices: Tensor): Tensor {
  if (indices.dtype === 'int32' || indices.dtype === 'int64') return indices
  throw new ShapeError(`${operation} takes int32 or int64 indices, got ${indices.dtype} ${formatShape(indices.shape)}`)
}

function checkAligned(operation: string, x: Tensor, indices: Tensor, axis: number): void {
  if (indices.shape.length === x.shape.length) return
  throw new ShapeError(
    `${operation} along axis ${axis} takes indices with as many axes as ${formatShape(x.shape)}, got ${formatShape(indices.shape)}`,
  )
}
