import { type NdArray, ndarray, pad, type Tensor } from '@offprint/engine'
import { adaptWithLora, type LoraWeights } from '../adapters/lora.ts'
import type { Hooks } from '../hooks.ts'

/** Values for the hooks of a model: the same as `Hooks`, as arrays where those are symbolic. */
export type Insertions<T = NdArray> = {
  /** [batch, length, size] in place of the table's rows. */
  readonly embeddings?: T
  /** One a layer: key and value [batch or 1, key/value heads, positions, head size]. */
  readonly prefix?: readonly { readonly key: T; readonly value: T }[]
  /**
   * Additive, one a layer (or a single one for all), rank 4: [batch or 1, heads or 1, length, length] over the tokens, a prefix is always seen;
   * or [1, heads or 1, 1, 1], the same for all places, in whole passes and in steps.
   */
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
    ...(attentionMasks && { attentionMask: (layer: number) => maskOf(attentionMasks, layer, prefix) }),
    ...(lora && { adapt: adaptWithLora(lora, loraScale) }),
    capture,
  }
}

/** Positions that a prefix takes up before the first token. */
export function prefixLength({ prefix }: Insertions): number {
  return prefix?.[0]?.key.shape[2] ?? 0
}

function maskOf(masks: readonly Tensor[], layer: number, prefix: Insertions<Tensor>['prefix']): Tensor {
  const mask = masks[masks.length === 1 ? 0 : layer]
  return prefix && mask.shape[3] !== 1 ? pad(mask, -1, prefix[layer].key.shape[2], 0) : mask
}

/** Masks over places with an entry for each sequence: a graph has one axis for all of its batch. */
export function repeatMasks(masks: readonly NdArray[] = [], batchSize: number): NdArray[] {
  return masks.map((mask) => {
    const [count, heads, queries, keys] = mask.shape
    if (count === batchSize && queries > 1) return mask
    const data = new Float32Array(batchSize * heads * keys * keys)
    for (let row = 0; row < batchSize * heads * keys; row++) {
      const head = Math.floor(row / keys) % (heads * count)
      const from = (head * queries + (queries === 1 ? 0 : row % keys)) * keys
      data.set((mask.data as Float32Array).subarray(from, from + keys), row * keys)
    }
    return ndarray(data, [batchSize, heads, keys, keys])
  })
}
