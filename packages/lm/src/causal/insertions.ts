import type { NdArray, Tensor } from '@offprint/engine'
import { adaptWithLora, type LoraWeights } from '../adapters/lora.ts'
import type { Hooks } from '../hooks.ts'

/** Values for the hooks of a model: the same as `Hooks`, as arrays where those are symbolic. */
export type Insertions<T = NdArray> = {
  /** [batch, length, size] in place of the table's rows. */
  readonly embeddings?: T
  /** One a layer: key and value [batch or 1, key/value heads, positions, head size]. */
  readonly prefix?: readonly { readonly key: T; readonly value: T }[]
  /** Additive, one a layer (or a single one for all): broadcastable to [batch, heads, queries, keys]. */
  readonly attentionMasks?: readonly T[]
  readonly lora?: LoraWeights<T>
  /** alpha / rank of `lora`; 1 where not given. */
  readonly loraScale?: number
}

/** The hooks that make a model use what is inserted. */
export function hooksOf(
  { embeddings, prefix, attentionMasks, lora, loraScale = 1 }: Insertions<Tensor>,
  capture?: Hooks['capture'],
): Hooks {
  return {
    embeddings,
    prefix,
    ...(attentionMasks && { attentionMask: (layer: number) => attentionMasks[attentionMasks.length === 1 ? 0 : layer] }),
    ...(lora && { adapt: adaptWithLora(lora, loraScale) }),
    capture,
  }
}

/** Positions that a prefix takes up before the first token. */
export function prefixLength({ prefix }: Insertions): number {
  return prefix?.[0]?.key.shape[2] ?? 0
}
