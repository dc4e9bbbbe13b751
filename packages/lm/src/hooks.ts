import type { Tensor } from '@offprint/engine'

/** Keys and values of one layer: [batch, key/value heads, length, head size]. */
export type KeyValue = { readonly key: Tensor; readonly value: Tensor }

/**
 * A change of one linear layer, by its published name (`model.layers.0.self_attn.q_proj`): gets the layer's input [..., in] and output
 * [..., out] and gives the new output. LoRA and generated deltas are such functions; undefined leaves the layer alone.
 */
export type Adapt = (name: string, input: Tensor, output: Tensor) => Tensor | undefined

/** What a caller may insert into a model or ask of it. Everything is optional; without hooks the model is as published. */
export type Hooks = {
  /** Input embeddings [batch, length, size] in place of the table's rows (before any factor or position is added). */
  readonly embeddings?: Tensor
  /** Positions that every query sees before all others, one a layer (prefix tuning; arXiv 2101.00190). Their batch may be 1. */
  readonly prefix?: readonly KeyValue[]
  /** A mask added to the scores of a layer, broadcastable to [batch, heads, queries, keys], beside the model's own. */
  readonly attentionMask?: (layer: number) => Tensor | undefined
  readonly adapt?: Adapt
  /** Asked for: hidden states after the embedding, each layer, and the last norm; attention maps of each layer. */
  readonly capture?: { readonly hiddenStates?: boolean; readonly attentions?: boolean }
}
