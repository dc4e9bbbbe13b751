import { ShapeError } from '../errors.ts'
import { broadcast, type DType, formatShape } from '../shape.ts'
import { type Operand, type Tensor, tensor } from '../tensor.ts'
import { applyOne, binary, checkSameDType, pair, type Row, unary } from './op.ts'

// Two operands. Gradients have the shape of the result; grad.ts sums them down to each operand's shape.
export const add = binary('Add', (g) => [g, g])
export const sub = binary('Sub', (g) => [g, neg(g)])
export const mul = binary('Mul', (g, a, b) => [mul(g, b), mul(g, a)])
export const div = binary('Div', (g, _a, b, y) => [div(g, b), neg(div(mul(g, y), b))]) // (a/b)' = 1/b, −(a/b)/b
export const pow = binary('Pow', (g, a, b, y) => [mul(g, mul(b, pow(a, sub(b, 1)))), mul(g, mul(y, log(a)))]) // b·aᵇ⁻¹, aᵇ·ln a
export const maximum = binary('Max', (g, a, b) => share(g, a, b)) // equal operands share the gradient
export const minimum = binary('Min', (g, a, b) => share(g, b, a))
export const mod = binary('Mod', 'zero', { takes: 'whole' }) // takes the sign of the divisor

// Comparisons give bool.
export const equal = binary('Equal', 'zero', { takes: 'any', gives: 'bool' })
export const greater = binary('Greater', 'zero', { gives: 'bool' })
export const greaterEqual = binary('GreaterOrEqual', 'zero', { gives: 'bool' })
export const less = binary('Less', 'zero', { gives: 'bool' })
export const lessEqual = binary('LessOrEqual', 'zero', { gives: 'bool' })
export const and = binary('And', 'zero', { takes: 'bool' })
export const or = binary('Or', 'zero', { takes: 'bool' })
export const not = unary('Not', 'zero', 'bool')

// One operand.
export const neg = unary('Neg', (g) => neg(g))
export const abs = unary('Abs', (g, x) => mul(g, sign(x)))
export const exp = unary('Exp', (g, _x, y) => mul(g, y), 'float') // (eˣ)' = eˣ
export const log = unary('Log', (g, x) => div(g, x), 'float')
export const sqrt = unary('Sqrt', (g, _x, y) => div(mul(g, 0.5), y), 'float') // (√x)' = 1/(2√x)
export const reciprocal = unary('Reciprocal', (g, _x, y) => neg(mul(g, mul(y, y))), 'float') // (1/x)' = −1/x²
export const sin = unary('Sin', (g, x) => mul(g, cos(x)), 'float')
export const cos = unary('Cos', (g, x) => neg(mul(g, sin(x))), 'float')
export const tanh = unary('Tanh', (g, _x, y) => mul(g, sub(1, mul(y, y))), 'float') // 1 − tanh²
export const sigmoid = unary('Sigmoid', (g, _x, y) => mul(g, mul(y, sub(1, y))), 'float') // σ(1 − σ)
export const relu = unary('Relu', (g, _x, y) => mul(g, sign(y))) // 1 where x > 0, else 0
export const sign = unary('Sign', 'zero')
export const floor = unary('Floor', 'zero', 'float')
export const ceil = unary('Ceil', 'zero', 'float')
export const round = unary('Round', 'zero', 'float') // halves go to the even neighbour

/** Found by every.test.ts. @public */
export const rows = {
  cast: { name: 'Cast', onnx: 'Cast', gradient: ([g], node) => [g && cast(g, node.inputs[0].dtype)] },
  where: {
    name: 'Where',
    onnx: 'Where',
    gradient: ([g], node) => (g ? [undefined, where(node.inputs[0], g, 0), where(node.inputs[0], 0, g)] : []),
  },
  stopGradient: { name: 'stopGradient', onnx: 'Alias', gradient: 'zero' },
} as const satisfies Record<string, Row>

/** x as another dtype; the gradient comes back as x's own. */
export function cast(x: Operand, dtype: DType): Tensor {
  const source = tensor(x)
  return source.dtype === dtype ? source : applyOne(rows.cast, [source], source.shape, [], { to: dtype }, dtype)
}

/** `yes` where the bool `condition` holds, else `no`; all three broadcast. */
export function where(condition: Operand, yes: Operand, no: Operand): Tensor {
  const mask = tensor(condition, 'bool')
  const [a, b] = pair(yes, no)
  if (mask.dtype !== 'bool')
    throw new ShapeError(`Where takes a bool condition, got ${mask.dtype} ${formatShape(mask.shape)}: use a comparison`)
  checkSameDType('Where', a, b)
  const shape = broadcast(mask.shape, broadcast(a.shape, b.shape, 'Where'), 'Where')
  return applyOne(rows.where, [mask, a, b], shape, [], {}, a.dtype)
}

/** The same values, through which no gradient flows. */
export function stopGradient(x: Operand): Tensor {
  const source = tensor(x)
  return applyOne(rows.stopGradient, [source], source.shape)
}

/** x held within [low, high]; the gradient is zero outside. */
export function clip(x: Operand, low: number, high: number): Tensor {
  return minimum(maximum(x, low), high)
}

export function square(x: Operand): Tensor {
  return mul(x, x)
}

function share(g: Tensor, larger: Tensor, smaller: Tensor): [Tensor, Tensor] {
  const half = where(equal(larger, smaller), 0.5, where(greater(larger, smaller), cast(1, g.dtype), cast(0, g.dtype)))
  return [mul(g, cast(half, g.dtype)), mul(g, sub(1, cast(half, g.dtype)))]
}
