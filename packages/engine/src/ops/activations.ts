import { type Operand, type Tensor, tensor } from '../tensor.ts'
import { abs, add, clip, div, exp, log, maximum, mul, neg, sigmoid, sin, square, sub } from './elementwise.ts'
import { arange, unsqueeze } from './movement.ts'
import { unaryFloat32 } from './op.ts'
import { sum } from './reduce.ts'

const root2 = Math.SQRT2
const rootTwoByPi = Math.sqrt(2 / Math.PI)

/** 2/√π ∫₀ˣ e^(−t²) dt, whose derivative is 2/√π·e^(−x²). */
export const erf = unaryFloat32('Erf', (g, x) => mul(g, mul(exp(neg(square(x))), 2 / Math.sqrt(Math.PI))), erfSeries)

/** log(1 + eˣ), whose derivative is σ(x). */
export const softplus = unaryFloat32(
  'Softplus',
  (g, x) => mul(g, sigmoid(x)),
  (x) => add(maximum(x, 0), log(add(exp(neg(abs(x))), 1))),
)

const geluExact = unaryFloat32(
  'Gelu',
  (g, x) => mul(g, add(normalShare(x), mul(x, normalDensity(x)))),
  (x) => mul(x, normalShare(x)),
)
const geluTanh = unaryFloat32('Gelu', tanhGradient, (x) => mul(x, tanhShare(x)), { approximate: 'tanh' })

/** x·Φ(x): `exact`, or with the `tanh` approximation of Φ (arXiv 1606.08415, section 2). */
export function gelu(x: Operand, form: 'exact' | 'tanh' = 'exact'): Tensor {
  return form === 'exact' ? geluExact(x) : geluTanh(x)
}

/** x·σ(x). */
export function silu(x: Operand): Tensor {
  const source = tensor(x)
  return mul(source, sigmoid(source))
}

/** x scaled by 1/(1 − rate) where `mask` is 1, and 0 where it is 0; the mask is drawn by the caller. */
export function dropout(x: Operand, mask: Operand, rate: number): Tensor {
  return mul(x, mul(mask, 1 / (1 - rate)))
}

/** Φ(x). */
function normalShare(x: Tensor): Tensor {
  return mul(add(erf(div(x, root2)), 1), 0.5)
}

function normalDensity(x: Tensor): Tensor {
  return mul(exp(mul(square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI))
}

/** ½(1 + tanh(√(2/π)·(x + 0.044715·x³))), as σ of twice the tanh's argument: two passes over memory less. */
function tanhShare(x: Tensor): Tensor {
  return sigmoid(mul(x, add(mul(square(x), 2 * 0.044715 * rootTwoByPi), 2 * rootTwoByPi)))
}

/** With s = ½(1 + tanh u) the derivative is s + x·2s(1 − s)·u', u' = √(2/π)(1 + 3·0.044715·x²). */
function tanhGradient(g: Tensor, x: Tensor): Tensor {
  const share = tanhShare(x)
  const slope = add(mul(square(x), 6 * 0.044715 * rootTwoByPi), 2 * rootTwoByPi)
  return mul(g, mul(share, add(mul(mul(x, sub(1, share)), slope), 1)))
}

/** 2/π·(x/5 + Σₙ e^(−n²/25)·sin(2nx/5)/n), n = 1 … 37: to double precision for |x| < 6 (A. J. Strecok, 1968). */
function erfSeries(x: Tensor): Tensor {
  const inside = clip(x, -6, 6)
  const n = add(arange(37, x.dtype), 1)
  const weights = div(exp(mul(square(n), -1 / 25)), n)
  const waves = sin(mul(unsqueeze(inside, -1), mul(n, 2 / 5)))
  return mul(add(sum(mul(waves, weights), -1), mul(inside, 1 / 5)), 2 / Math.PI)
}
