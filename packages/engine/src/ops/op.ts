import { GradientError, ShapeError } from '../errors.ts'
import { broadcast, type DType, formatShape, isFloat, type Shape } from '../shape.ts'
import { type Attributes, type Integers, type Node, type Operand, type Tensor, tensor } from '../tensor.ts'

/**
 * One operation: the ONNX operator it is encoded as and its gradient.
 * A row whose `onnx` is `Alias` stands for its first inputs, as many as it has outputs, and disappears before encoding.
 */
export type Row = {
  readonly name: string
  readonly onnx: string
  /** Operator set where it is not ONNX's own. */
  readonly domain?: 'com.microsoft'
  readonly gradient: Gradient
}

/** `zero`: constant almost everywhere, or whole numbers. `none`: asking for it is an error. */
export type Gradient = Rule | 'zero' | 'none'

/**
 * The gradient of each input from those of the outputs (undefined where nothing flows). Axes that were broadcast are
 * summed by grad.ts. A rule may name other tensors of the program instead, as `[tensor, gradient]` pairs.
 */
export type Rule = (gradients: readonly (Tensor | undefined)[], node: Node, outputs: readonly Tensor[]) => Flow
export type Flow = readonly (Tensor | undefined)[] | { readonly pairs: readonly (readonly [Tensor, Tensor])[] }

/** The dtypes that an operation takes: any number by default. */
export type Kind = 'any' | 'number' | 'float' | 'whole' | 'bool'

export type Unary = ((x: Operand) => Tensor) & { readonly row: Row }
export type Binary = ((a: Operand, b: Operand) => Tensor) & { readonly row: Row }

/** A step of the program with one output or several. */
export function apply(
  row: Row,
  inputs: readonly Tensor[],
  outputs: Node['outputs'],
  operands: readonly Integers[] = [],
  attributes: Attributes = {},
): Tensor[] {
  const depth = 1 + inputs.reduce((deepest, { node }) => Math.max(deepest, node.depth), 0)
  const site = inputs.some(({ node }) => node.site) ? new Error(row.name) : undefined
  const node: Node = { row, inputs, operands, attributes, outputs, depth, site }
  return outputs.map((output, index) => ({ node, index, ...output }))
}

/** A step with one output of the first input's dtype. */
export function applyOne(
  row: Row,
  inputs: readonly Tensor[],
  shape: Shape,
  operands: readonly Integers[] = [],
  attributes: Attributes = {},
  dtype: DType = inputs[0].dtype,
): Tensor {
  return apply(row, inputs, [{ shape, dtype }], operands, attributes)[0]
}

/** One operand, same shape out. The rule takes the output's gradient, the operand and the output. */
export function unary(onnx: string, rule: 'zero' | ((g: Tensor, x: Tensor, y: Tensor) => Tensor), takes: Kind = 'number'): Unary {
  const row: Row = { name: onnx, onnx, gradient: typeof rule === 'string' ? rule : ([g], node, [y]) => [g && rule(g, node.inputs[0], y)] }
  const run = (operand: Operand) => {
    const x = tensor(operand)
    checkKind(onnx, x, takes)
    return applyOne(row, [x], x.shape)
  }
  return Object.assign(run, { row })
}

/** Two operands with broadcasting; `gives` is the dtype of the result where it is not theirs. */
export function binary(
  onnx: string,
  rule: 'zero' | ((g: Tensor, a: Tensor, b: Tensor, y: Tensor) => [Tensor, Tensor]),
  { takes = 'number', gives }: { takes?: Kind; gives?: DType } = {},
): Binary {
  const row: Row = {
    name: onnx,
    onnx,
    gradient: typeof rule === 'string' ? rule : ([g], node, [y]) => (g ? rule(g, node.inputs[0], node.inputs[1], y) : []),
  }
  const run = (left: Operand, right: Operand) => {
    const [a, b] = pair(left, right)
    checkSameDType(onnx, a, b)
    checkKind(onnx, a, takes)
    return applyOne(row, [a, b], broadcast(a.shape, b.shape, onnx), [], {}, gives)
  }
  return Object.assign(run, { row })
}

/**
 * A single operand that the runtime computes in float32 only. In other precisions `plain` gives the value, while the
 * gradient stays this row's, so that the float64 check of gradients tests the rule that float32 uses.
 */
export function unaryFloat32(
  onnx: string,
  rule: (g: Tensor, x: Tensor, y: Tensor) => Tensor,
  plain: (x: Tensor) => Tensor,
  attributes: Attributes = {},
): Unary {
  const row: Row = { name: onnx, onnx, gradient: ([g], node, [y]) => [g && rule(g, node.inputs[0], y)] }
  const run = (operand: Operand) => {
    const x = tensor(operand)
    checkFloat(onnx, x)
    if (x.dtype === 'float32') return applyOne(row, [x], x.shape, [], attributes)
    return withGradient(onnx, plain(x), [x], ([g], y) => [rule(g, x, y)])
  }
  return Object.assign(run, { row })
}

/** `value` with a gradient of its own: `rule` gives that of each of `inputs`; nothing flows through what made the value. */
export function withGradient(
  name: string,
  value: Tensor,
  inputs: readonly Tensor[],
  rule: (g: readonly [Tensor], value: Tensor) => readonly (Tensor | undefined)[],
): Tensor {
  const gradient: Rule = ([g], _node, [y]) => (g ? [undefined, ...rule([g], y)] : [])
  return applyOne({ name, onnx: 'Alias', gradient }, [value, ...inputs], value.shape)
}

/** Both operands as tensors: a plain number takes the dtype of the other. */
export function pair(left: Operand, right: Operand): [Tensor, Tensor] {
  const dtype = [left, right].find((operand) => typeof operand !== 'number') as Exclude<Operand, number> | undefined
  return [tensor(left, dtype?.dtype), tensor(right, dtype?.dtype)]
}

export function checkSameDType(operation: string, a: Tensor, b: Tensor): void {
  if (a.dtype === b.dtype) return
  throw new ShapeError(
    `${operation} takes two operands of one dtype, got ${a.dtype} ${formatShape(a.shape)} and ${b.dtype} ${formatShape(b.shape)}: use cast`,
  )
}

export function checkFloat(operation: string, x: Tensor): void {
  checkKind(operation, x, 'float')
}

const kinds = {
  any: { words: 'values', accepts: () => true },
  number: { words: 'numbers', accepts: (dtype) => dtype !== 'bool' },
  float: { words: 'floating point numbers', accepts: isFloat },
  whole: { words: 'whole numbers', accepts: (dtype) => dtype !== 'bool' && !isFloat(dtype) },
  bool: { words: 'bools', accepts: (dtype) => dtype === 'bool' },
} as const satisfies Record<Kind, { words: string; accepts: (dtype: DType) => boolean }>

export function checkKind(operation: string, x: Tensor, kind: Kind): void {
  const { words, accepts } = kinds[kind]
  if (!accepts(x.dtype)) throw new ShapeError(`${operation} takes ${words}, got ${x.dtype} ${formatShape(x.shape)}: use cast`)
}

export function checkRank(operation: string, x: Tensor, least: number): void {
  if (x.shape.length < least) throw new ShapeError(`${operation} takes at least ${least} axes, got ${formatShape(x.shape)}`)
}

/** Refuses a derivative with the name of the operation. */
export function refuse(row: Row): never {
  throw new GradientError(`${row.name} has no gradient rule: wrap its argument in stopGradient, or compute it from other operations`)
}
