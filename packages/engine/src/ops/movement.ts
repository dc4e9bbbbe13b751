import { dividedBy, formatSize, isDim, minus, plus, product, type Size, sameSize, times } from '../dim.ts'
import { ShapeError } from '../errors.ts'
import { broadcast, checkAxis, type DType, formatShape, type Shape, sameShape } from '../shape.ts'
import { constant, ndarray, type Operand, scalar, type Tensor, tensor } from '../tensor.ts'
import { apply, applyOne, checkRank, type Row } from './op.ts'

/** Found by every.test.ts. @public */
export const rows = {
  reshape: { name: 'Reshape', onnx: 'Reshape', gradient: ([g], node) => [g && reshape(g, node.inputs[0].shape)] },
  transpose: {
    name: 'Transpose',
    onnx: 'Transpose',
    gradient: ([g], node) => [g && transpose(g, inverse(node.attributes.perm as number[]))],
  },
  expand: { name: 'Expand', onnx: 'Expand', gradient: ([g]) => [g] }, // grad.ts sums over the stretched axes
  slice: { name: 'Slice', onnx: 'Slice', gradient: ([g], node) => [g && unslice(g, node)] },
  flip: { name: 'Flip', onnx: 'Slice', gradient: ([g], node) => [g && flip(g, node.operands[2].sizes[0] as number)] },
  pad: { name: 'Pad', onnx: 'Pad', gradient: ([g], node) => [g && unpad(g, node)] },
  concat: {
    name: 'Concat',
    onnx: 'Concat',
    gradient: ([g], node) =>
      g
        ? split(
            g,
            node.inputs.map((part) => part.shape[node.attributes.axis as number]),
            node.attributes.axis as number,
          )
        : [],
  },
  split: {
    name: 'Split',
    onnx: 'Split',
    gradient: (gs, node) => [
      concat(
        node.outputs.map((output, i) => gs[i] ?? zerosLike(output)),
        node.attributes.axis as number,
      ),
    ],
  },
  size: { name: 'Size', onnx: 'Identity', gradient: 'zero' },
  count: { name: 'Cast', onnx: 'Cast', gradient: 'zero' },
  range: { name: 'Range', onnx: 'Range', gradient: 'zero' },
} as const satisfies Record<string, Row>

/** The same elements in another shape; one entry may be -1. */
export function reshape(x: Operand, shape: Shape): Tensor {
  const source = tensor(x)
  const target = resolve(source.shape, shape)
  if (sameShape(source.shape, target)) return source
  if (source.node.row === rows.reshape) return reshape(source.node.inputs[0], target)
  // A single unknown entry needs no arithmetic at run time.
  const sizes = target.filter(isDim).length === 1 ? target.map((size) => (isDim(size) ? -1 : size)) : target
  return applyOne(rows.reshape, [source], target, [{ sizes }], { allowzero: 1 })
}

/** Axes in another order; without `axes` the last two change places. */
export function transpose(x: Operand, axes?: readonly number[]): Tensor {
  const source = tensor(x)
  const rank = source.shape.length
  if (!axes) checkRank('Transpose', source, 2)
  const perm = (axes ?? [...Array(rank - 2).keys(), rank - 1, rank - 2]).map((axis) => checkAxis(axis, rank, 'Transpose'))
  if (new Set(perm).size !== rank) throw new ShapeError(`Transpose takes each axis once, got [${perm}] for ${formatShape(source.shape)}`)
  if (perm.every((axis, i) => axis === i)) return source
  return applyOne(
    rows.transpose,
    [source],
    perm.map((axis) => source.shape[axis]),
    [],
    { perm },
  )
}

/** x stretched to `shape` by broadcasting. */
export function expand(x: Operand, shape: Shape): Tensor {
  const source = tensor(x)
  if (sameShape(source.shape, shape)) return source
  const result = broadcast(source.shape, shape, 'Expand')
  if (!sameShape(result, shape)) throw new ShapeError(`Expand cannot shrink ${formatShape(source.shape)} to ${formatShape(shape)}`)
  return applyOne(rows.expand, [source], shape, [{ sizes: shape }])
}

/** A tensor of one value. */
export function full(shape: Shape, value: number, dtype: DType = 'float32'): Tensor {
  return expand(constant(scalar(value, dtype)), shape)
}

export function zerosLike(x: { readonly shape: Shape; readonly dtype: DType }): Tensor {
  return full(x.shape, 0, x.dtype)
}

/** A size as a scalar tensor, for arithmetic with counts that are known only at run time. */
export function sizeOf(size: Size, dtype: DType = 'float32'): Tensor {
  if (!isDim(size)) return constant(scalar(size, dtype))
  const [count] = apply(rows.size, [], [{ shape: [], dtype: 'int64' }], [{ sizes: [size], scalar: true }])
  return applyOne(rows.count, [count], [], [], { to: dtype }, dtype)
}

/** A new axis of size 1 at `axis`. */
export function unsqueeze(x: Operand, axis: number): Tensor {
  const source = tensor(x)
  const at = checkAxis(axis, source.shape.length + 1, 'unsqueeze')
  return reshape(source, source.shape.toSpliced(at, 0, 1))
}

/** Without the axis `axis`, whose size is 1. */
export function squeeze(x: Operand, axis: number): Tensor {
  const source = tensor(x)
  const at = checkAxis(axis, source.shape.length, 'squeeze')
  if (source.shape[at] !== 1)
    throw new ShapeError(
      `squeeze takes an axis of size 1, axis ${axis} of ${formatShape(source.shape)} has ${formatSize(source.shape[at])}`,
    )
  return reshape(source, source.shape.toSpliced(at, 1))
}

/** Elements `start` to `end` (exclusive, to the last by default) along one axis, every `step`th; negative bounds count from the end. */
export function slice(x: Operand, axis: number, start: Size, end?: Size, step = 1): Tensor {
  const source = tensor(x)
  const at = checkAxis(axis, source.shape.length, 'Slice')
  const size = source.shape[at]
  const from = bound(start, size)
  const to = bound(end ?? size, size)
  checkBounds(source, axis, from, to)
  if (step !== 1) return strided(source, at, from, to, step)
  if (from === 0 && sameSize(to, size)) return source
  const operands = [[from], [to], [at]].map((sizes) => ({ sizes }))
  return applyOne(rows.slice, [source], source.shape.with(at, minus(to, from)), operands)
}

/** Element `index` along an axis, which disappears. */
export function pick(x: Operand, axis: number, index: Size): Tensor {
  const source = tensor(x)
  const at = checkAxis(axis, source.shape.length, 'pick')
  const from = bound(index, source.shape[at])
  return squeeze(slice(source, at, from, plus(from, 1)), at)
}

/** The elements of one axis in reverse. */
export function flip(x: Operand, axis: number): Tensor {
  const source = tensor(x)
  const at = checkAxis(axis, source.shape.length, 'Flip')
  const operands = [[-1], [-(2 ** 62)], [at], [-1]].map((sizes) => ({ sizes }))
  return applyOne(rows.flip, [source], source.shape, operands)
}

/** x with `before` and `after` more elements of `value` along one axis. */
export function pad(x: Operand, axis: number, before: Size, after: Size, value = 0): Tensor {
  const source = tensor(x)
  const at = checkAxis(axis, source.shape.length, 'Pad')
  if (value !== 0)
    return concat([before, after].map((size) => full(source.shape.with(at, size), value, source.dtype)).toSpliced(1, 0, source), at)
  if (before === 0 && after === 0) return source
  const none = source.shape.map(() => 0)
  const sizes = [...none.with(at, before as number), ...none.with(at, after as number)]
  return applyOne(rows.pad, [source], source.shape.with(at, plus(source.shape[at], plus(before, after))), [{ sizes }])
}

/** Tensors one after the other along an axis; all other axes agree. */
export function concat(parts: readonly Operand[], axis: number): Tensor {
  const sources = parts.map((part) => tensor(part))
  if (sources.length === 1) return sources[0]
  if (sources.length === 0) throw new ShapeError('Concat takes at least one tensor')
  const [first] = sources
  const at = checkAxis(axis, first.shape.length, 'Concat')
  for (const part of sources) {
    if (part.dtype !== first.dtype || !sameShape(part.shape.with(at, 1), first.shape.with(at, 1))) {
      throw new ShapeError(
        `Concat along axis ${at} cannot join ${first.dtype} ${formatShape(first.shape)} and ${part.dtype} ${formatShape(part.shape)}`,
      )
    }
  }
  const size = sources.reduce<Size>((sum, part) => plus(sum, part.shape[at]), 0)
  return applyOne(rows.concat, sources, first.shape.with(at, size), [], { axis: at })
}

/** Parts of the given sizes along an axis, or that many equal parts. */
export function split(x: Operand, parts: number | readonly Size[], axis: number): Tensor[] {
  const source = tensor(x)
  const at = checkAxis(axis, source.shape.length, 'Split')
  const sizes = typeof parts === 'number' ? equalParts(source, parts, at) : parts
  const total = sizes.reduce<Size>(plus, 0)
  if (!sameSize(total, source.shape[at]))
    throw new ShapeError(`Split parts of ${formatShape(sizes)} do not add up to axis ${axis} of ${formatShape(source.shape)}`)
  if (sizes.length === 1) return [source]
  const outputs = sizes.map((size) => ({ shape: source.shape.with(at, size), dtype: source.dtype }))
  return apply(rows.split, [source], outputs, [{ sizes }], { axis: at })
}

/** Tensors of one shape along a new axis. */
export function stack(parts: readonly Operand[], axis: number): Tensor {
  return concat(
    parts.map((part) => unsqueeze(part, axis)),
    axis,
  )
}

/** Each element of an axis `count` times in a row. */
export function repeat(x: Operand, axis: number, count: Size): Tensor {
  const source = tensor(x)
  const at = checkAxis(axis, source.shape.length, 'repeat')
  if (count === 1) return source
  const wide = expand(unsqueeze(source, at + 1), source.shape.toSpliced(at + 1, 0, count))
  return reshape(wide, source.shape.with(at, times(source.shape[at], count)))
}

function resolve(from: Shape, shape: Shape): Shape {
  const count = product(from)
  const open = shape.indexOf(-1)
  const known = product(shape.filter((size) => size !== -1))
  if (open < 0) {
    if (sameSize(known, count)) return shape
    throw new ShapeError(
      `Reshape cannot turn ${formatShape(from)} (${formatSize(count)} elements) into ${formatShape(shape)} (${formatSize(known)})`,
    )
  }
  const missing = dividedBy(count, known)
  if (missing === undefined || shape.lastIndexOf(-1) !== open)
    throw new ShapeError(`Reshape cannot find the -1 of ${formatShape(shape)} for ${formatShape(from)}`)
  return shape.with(open, missing)
}

function inverse(perm: readonly number[]): number[] {
  return perm.map((_, axis) => perm.indexOf(axis))
}

function bound(position: Size, size: Size): Size {
  return typeof position === 'number' && position < 0 ? plus(size, position) : position
}

function checkBounds(x: Tensor, axis: number, from: Size, to: Size): void {
  const size = x.shape.at(axis) as Size
  const bad = [from, to].some((position) => typeof position === 'number' && (position < 0 || (typeof size === 'number' && position > size)))
  if (bad || (typeof from === 'number' && typeof to === 'number' && from > to)) {
    throw new ShapeError(`Slice from ${formatSize(from)} to ${formatSize(to)} leaves axis ${axis} of ${formatShape(x.shape)}`)
  }
}

function strided(x: Tensor, axis: number, from: Size, to: Size, step: number): Tensor {
  const part = slice(x, axis, from, to)
  const length = part.shape[axis]
  if (isDim(length)) throw new ShapeError(`Slice with a step needs a number as size of axis ${axis}, got the symbolic size ${length.text}`)
  const count = Math.ceil(length / step)
  const whole = pad(part, axis, 0, count * step - length)
  return pick(reshape(whole, x.shape.toSpliced(axis, 1, count, step)), axis + 1, 0)
}

function unslice(g: Tensor, node: Tensor['node']): Tensor {
  const [start, end, axes] = node.operands.map(({ sizes }) => sizes[0])
  const axis = axes as number
  return pad(g, axis, start, minus(node.inputs[0].shape[axis], end))
}

function unpad(g: Tensor, node: Tensor['node']): Tensor {
  const [{ sizes }] = node.operands // before each axis, then after each axis
  const axis = sizes.findIndex((size) => size !== 0) % g.shape.length
  const before = sizes[axis]
  return slice(g, axis, before, plus(before, node.inputs[0].shape[axis]))
}

function equalParts(x: Tensor, count: number, axis: number): Size[] {
  const size = dividedBy(x.shape[axis], count)
  if (size === undefined) throw new ShapeError(`Split cannot cut axis ${axis} of ${formatShape(x.shape)} into ${count} equal parts`)
  return Array.from({ length: count }, () => size)
}

/** 0, 1, … n − 1. */
export function arange(n: Size, dtype: DType = 'int32'): Tensor {
  if (typeof n === 'number') return constant(ndarray([...Array(n).keys()], [n], dtype))
  const operands = [0, n, 1].map((size) => ({ sizes: [size], scalar: true }))
  const [counts] = apply(rows.range, [], [{ shape: [n], dtype: 'int64' }], operands)
  return applyOne(rows.count, [counts], [n], [], { to: dtype }, dtype)
}
