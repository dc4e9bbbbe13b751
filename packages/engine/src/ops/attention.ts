import { minus, type Size } from '../dim.ts'
import { ShapeError } from '../errors.ts'
import { formatShape } from '../shape.ts'
import { type Operand, type Tensor, tensor } from '../tensor.ts'
import { add, cast, cos, greater, mul, sin, sub, where } from './elementwise.ts'
import { softmax } from './fused.ts'
import { matmul } from './matmul.ts'
import { arange, concat, pick, reshape, sizeOf, split, stack, transpose, unsqueeze } from './movement.ts'

export type AttentionOptions = {
  /** Added to the scores before the softmax: broadcasts to [..., queries, keys]. */
  readonly mask?: Operand
  /** Factor of the scores; 1/√size by default. */
  readonly scale?: number
}

/** Far below any score, and still finite when two masks add up; a row of it alone gives equal weights, not NaN. */
const masked = -1e30

/** softmax(query·keyᵀ·scale + mask)·value; query [..., queries, size], key [..., keys, size], value [..., keys, any]. */
export function attention(query: Operand, key: Operand, value: Operand, options: AttentionOptions = {}): Tensor {
  return matmul(attentionWeights(query, key, options), value)
}

/** The attention map [..., queries, keys]; each row sums to 1. */
export function attentionWeights(query: Operand, key: Operand, { mask, scale }: AttentionOptions = {}): Tensor {
  const q = tensor(query)
  const size = q.shape[q.shape.length - 1]
  if (scale === undefined && typeof size !== 'number')
    throw new ShapeError(`attention needs a number as size of the last axis, got ${formatShape(q.shape)}`)
  const scores = matmul(mul(q, scale ?? 1 / Math.sqrt(size as number)), transpose(key))
  return softmax(mask === undefined ? scores : add(scores, cast(mask, scores.dtype)), -1)
}

/** Additive mask [queries, keys] by which the last query sees all keys, the one before all but the last, and so on. */
export function causalMask(queries: Size, keys: Size = queries): Tensor {
  const last = add(unsqueeze(arange(queries), 1), sizeOf(minus(keys, queries), 'int32'))
  return where(greater(unsqueeze(arange(keys), 0), last), masked, 0)
}

/** Additive mask from one that is 1 (or true) where attention is allowed and 0 where not. */
export function maskFrom(allowed: Operand): Tensor {
  return where(cast(allowed, 'bool'), 0, masked)
}

/**
 * Rotary position embedding (arXiv 2104.09864): pairs of x [..., length, size] turned by the angles whose `cosine` and
 * `sine` are [..., length, size/2]. Pairs are (i, i + size/2), or neighbours when `interleaved`.
 */
export function rotary(x: Operand, cosine: Operand, sine: Operand, interleaved = false): Tensor {
  const source = tensor(x)
  const [c, s] = [cosine, sine].map((table) => cast(table, source.dtype))
  const [first, second] = interleaved ? neighbours(source) : split(source, 2, -1)
  const turned = [sub(mul(first, c), mul(second, s)), add(mul(second, c), mul(first, s))]
  return interleaved ? reshape(stack(turned, -1), source.shape) : concat(turned, -1)
}

/** Cosine and sine [..., size/2] of position·base^(−2i/size) for whole-number or float positions [...]. */
export function rotaryAngles(positions: Operand, size: number, base = 10000): { cosine: Tensor; sine: Tensor } {
  const frequencies = {
    data: Float32Array.from({ length: size / 2 }, (_, i) => base ** ((-2 * i) / size)),
    shape: [size / 2],
    dtype: 'float32',
  } as const
  const angles = mul(unsqueeze(cast(positions, 'float32'), -1), frequencies)
  return { cosine: cos(angles), sine: sin(angles) }
}

function neighbours(x: Tensor): [Tensor, Tensor] {
  const pairs = reshape(x, [...x.shape.slice(0, -1), -1, 2])
  return [pick(pairs, -1, 0), pick(pairs, -1, 1)]
}
