import {
  add,
  concat,
  expand,
  matmul,
  mul,
  pad,
  pick,
  plus,
  reshape,
  type Size,
  slice,
  softmax,
  type Tensor,
  times,
  transpose,
} from '@offprint/engine'
import type { LayerCache } from '../architectures/architecture.ts'
import type { Hooks, KeyValue } from '../hooks.ts'
import { addMasks } from './mask.ts'

export type AttentionPlan = {
  readonly layer: number
  readonly headCount: number
  readonly keyValueHeadCount: number
  readonly headSize: number
  /** Factor of the scores; 1/√headSize where not given. */
  readonly scale?: number
  /** The model's own additive mask over the tokens (not the prefix), broadcastable to [batch, heads, queries, past + length]. */
  readonly mask?: Tensor
  readonly cache?: LayerCache
  readonly hooks?: Hooks
}

export type Attended = { readonly output: Tensor; readonly present: KeyValue; readonly map: Tensor }

/** [batch, length, heads · size] → [batch, heads, length, size]. */
export function splitHeads(x: Tensor, headCount: number): Tensor {
  const [batch, length, width] = x.shape
  return transpose(reshape(x, [batch, length, headCount, (width as number) / headCount]), [0, 2, 1, 3])
}

/** [batch, heads, length, size] → [batch, length, heads · size]. */
export function joinHeads(x: Tensor): Tensor {
  const [batch, heads, length, size] = x.shape
  return reshape(transpose(x, [0, 2, 1, 3]), [batch, length, (heads as number) * (size as number)])
}

/**
 * Scaled dot-product attention with cache, prefix and grouped key/value heads (arXiv 1706.03762, 2305.13245). query [batch, heads, length,
 * size], key and value [batch, key/value heads, length, size] of the new tokens, already turned. Head h reads key/value head
 * ⌊h / (heads / key/value heads)⌋. Output [batch, length, heads · size]; `present` holds the new rows alone.
 */
export function attend(query: Tensor, { key, value }: KeyValue, plan: AttentionPlan): Attended {
  const { layer, headCount, keyValueHeadCount, headSize, hooks = {}, cache } = plan
  const prefix = hooks.prefix?.[layer]
  const parts = [prefix && toBatch(prefix, query.shape[0]), cache as KeyValue | undefined, { key, value }].filter(
    (part) => part !== undefined,
  )
  const [batch, , length] = query.shape
  const grouped = times(length, headCount / keyValueHeadCount)
  const asked = reshape(mul(query, plan.scale ?? 1 / Math.sqrt(headSize)), [batch, keyValueHeadCount, grouped, headSize])
  // Part by part: joining keys and values would copy the whole cache at each step.
  const joined = joinLast(parts.map((part) => matmul(asked, transpose(part.key))))
  const scores = reshape(joined, [batch, headCount, length, joined.shape[3]])
  const mask = addMasks(prefix ? behindPrefix(plan.mask, prefix.key.shape[2]) : plan.mask, hooks.attentionMask?.(layer))
  const map = softmax(mask ? add(scores, mask) : scores, -1)
  const weights = splitLast(
    reshape(map, [batch, keyValueHeadCount, grouped, joined.shape[3]]),
    parts.map((part) => part.key.shape[2]),
  )
  const weighted = weights.map((weight, i) => matmul(weight, parts[i].value)).reduce((sum, part) => add(sum, part))
  const output = joinHeads(reshape(weighted, [batch, headCount, length, value.shape[3]]))
  return { output, present: { key, value }, map }
}

/** The prefix stands before all tokens and every query sees it: zeros in front of the mask's keys. */
function behindPrefix(mask: Tensor | undefined, prefixLength: Size): Tensor | undefined {
  return mask && pad(mask, -1, prefixLength, 0)
}

function toBatch({ key, value }: KeyValue, batch: Size): KeyValue {
  const repeated = (x: Tensor) => (x.shape[0] === 1 ? expand(x, [batch, ...x.shape.slice(1)]) : x)
  return { key: repeated(key), value: repeated(value) }
}

function joinLast(parts: readonly Tensor[]): Tensor {
  return parts.length === 1 ? parts[0] : concat(parts, 3)
}

function splitLast(x: Tensor, sizes: readonly Size[]): Tensor[] {
  if (sizes.length === 1) return [x]
  let start: Size = 0
  return sizes.map((size) => {
    const from = start
    start = plus(from, size)
    return slice(x, 3, from, start)
  })
}

/** Query, key and value out of one projection [batch, length, heads · 3 · size] whose heads each hold the three side by side. */
export function splitFusedHeads(fused: Tensor, headCount: number): [query: Tensor, key: Tensor, value: Tensor] {
  const [batch, length, width] = fused.shape
  const heads = transpose(reshape(fused, [batch, length, headCount, 3, (width as number) / headCount / 3]), [3, 0, 2, 1, 4])
  return [pick(heads, 0, 0), pick(heads, 0, 1), pick(heads, 0, 2)]
}
