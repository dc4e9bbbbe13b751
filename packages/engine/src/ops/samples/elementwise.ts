import { dropout, erf, gelu, silu, softplus } from '../activations.ts'
import * as ops from '../elementwise.ts'
import { between, elementwise, ids, normal, pairwise, type Samples } from './sample.ts'

const [a, b] = [normal(3, 4), normal(3, 4)]
const positive = between(0.5, 2, 3, 4)
const yes = (value: boolean) => Number(value)
const whole = ids([5, -3, 7, 2, 9, 4, 1, 8, 6, 3, 2, 7], 3, 4)
const divisor = ids([2, 3, 4, 5, 2, 3, 4, 5, 2, 3, 4, 5], 3, 4)
const equalities = ids([5, 0, 7, 0, 9, 0, 1, 0, 6, 0, 2, 0], 3, 4)
const above = (x: Parameters<typeof ops.greater>[0]) => ops.greater(x, 0)

export const samples = {
  add: pairwise(a, b, ops.add, (x, y) => x + y),
  sub: pairwise(a, b, ops.sub, (x, y) => x - y),
  mul: pairwise(a, b, ops.mul, (x, y) => x * y),
  div: pairwise(a, positive, ops.div, (x, y) => x / y),
  pow: pairwise(positive, b, ops.pow, (x, y) => x ** y),
  maximum: pairwise(a, b, ops.maximum, Math.max),
  minimum: pairwise(a, b, ops.minimum, Math.min),
  mod: pairwise(whole, divisor, ops.mod, (x, y) => ((x % y) + y) % y),
  equal: pairwise(whole, equalities, ops.equal, (x, y) => yes(x === y)),
  greater: pairwise(a, b, ops.greater, (x, y) => yes(x > y)),
  greaterEqual: pairwise(a, b, ops.greaterEqual, (x, y) => yes(x >= y)),
  less: pairwise(a, b, ops.less, (x, y) => yes(x < y)),
  lessEqual: pairwise(a, b, ops.lessEqual, (x, y) => yes(x <= y)),
  and: pairwise(
    a,
    b,
    (x, y) => ops.and(above(x), above(y)),
    (x, y) => yes(x > 0 && y > 0),
  ),
  or: pairwise(
    a,
    b,
    (x, y) => ops.or(above(x), above(y)),
    (x, y) => yes(x > 0 || y > 0),
  ),
  not: [
    elementwise(
      a,
      (x) => ops.not(above(x)),
      (x) => yes(x <= 0),
    ),
  ],
  neg: [elementwise(a, ops.neg, (x) => -x)],
  abs: [elementwise(a, ops.abs, Math.abs)],
  exp: [elementwise(a, ops.exp, Math.exp)],
  log: [elementwise(positive, ops.log, Math.log)],
  sqrt: [elementwise(positive, ops.sqrt, Math.sqrt)],
  square: [elementwise(a, ops.square, (x) => x * x)],
  reciprocal: [elementwise(positive, ops.reciprocal, (x) => 1 / x)],
  sin: [elementwise(a, ops.sin, Math.sin)],
  cos: [elementwise(a, ops.cos, Math.cos)],
  tanh: [elementwise(a, ops.tanh, Math.tanh)],
  sigmoid: [elementwise(a, ops.sigmoid, sigma)],
  relu: [elementwise(a, ops.relu, (x) => Math.max(x, 0))],
  sign: [elementwise(a, ops.sign, Math.sign)],
  floor: [elementwise(a, ops.floor, Math.floor)],
  ceil: [elementwise(a, ops.ceil, Math.ceil)],
  round: [elementwise(a, ops.round, Math.round)],
  clip: [
    elementwise(
      a,
      (x) => ops.clip(x, -0.4, 0.6),
      (x) => Math.min(Math.max(x, -0.4), 0.6),
    ),
  ],
  cast: [
    elementwise(
      a,
      (x) => ops.cast(x, 'float64'),
      (x) => x,
    ),
    elementwise(a, (x) => ops.cast(x, 'int32'), Math.trunc),
  ],
  where: pairwise(
    a,
    b,
    (x, y) => ops.where(ops.greater(x, 0.1), ops.mul(x, 2), y),
    (x, y) => (x > 0.1 ? 2 * x : y),
  ),
  stopGradient: [{ ...elementwise(a, ops.stopGradient, (x) => x), stops: true }],
  erf: [elementwise(a, erf, integralErf)],
  softplus: [elementwise(a, softplus, (x) => Math.log1p(Math.exp(x)))],
  gelu: [
    elementwise(
      a,
      (x) => gelu(x),
      (x) => x * normalShare(x),
    ),
    elementwise(
      a,
      (x) => gelu(x, 'tanh'),
      (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
    ),
  ],
  silu: [elementwise(a, silu, (x) => x * sigma(x))],
  dropout: [
    {
      args: [a, ids([1, 0, 1, 1, 0, 1, 1, 1, 0, 0, 1, 1], 3, 4)],
      run: (x, mask) => dropout(x, ops.cast(mask, x.dtype), 0.25),
      plain: (x, mask) => x.flat.map((item, i) => (item * mask.flat[i]) / 0.75),
    },
  ],
} as const satisfies Samples

function sigma(x: number): number {
  return 1 / (1 + Math.exp(-x))
}

function normalShare(x: number): number {
  return (1 + integralErf(x / Math.SQRT2)) / 2
}

/** Simpson's rule on the definition, 2,000 intervals: error below 1e-13 for |x| < 4. */
function integralErf(x: number): number {
  const step = x / 2000
  const f = (t: number) => Math.exp(-t * t)
  let sum = f(0) + f(x)
  for (let i = 1; i < 2000; i++) sum += (i % 2 === 1 ? 4 : 2) * f(i * step)
  return ((2 / Math.sqrt(Math.PI)) * (sum * step)) / 3
}
