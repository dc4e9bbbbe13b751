import { gather, type Size, type Tensor } from '@offprint/engine'
import type { DecoderInputs, DecoderOutputs, LayerCache, Sizes } from '../architectures/architecture.ts'
import type { Hooks } from '../hooks.ts'
import { attend } from './attention.ts'

/** Attention of the running layer: query, key and value split into heads → output [batch, length, heads · size]. */
export type Attend = (query: Tensor, key: Tensor, value: Tensor) => Tensor

/** What differs between decoders; everything else (cache, prefix, hooks, what is captured) is the same for all. */
export type DecoderParts = {
  /** Hidden states [batch, length, size] before the first layer. */
  readonly start: Tensor
  /** Additive mask of a layer over past and new tokens. */
  mask(layer: number): Tensor
  /** One layer: hidden states in, hidden states out. It calls `attend` once. */
  block(x: Tensor, layer: number, attend: Attend): Tensor
  /** After the last layer: the final norm, then the output matrix. */
  finish(x: Tensor): { readonly hidden: Tensor; readonly logits: Tensor }
  /** Factor of the attention scores; 1/√headSize where not given. */
  readonly scale?: number
}

/** Runs the layers of a decoder in order. */
export function runDecoder(sizes: Sizes, inputs: DecoderInputs, hooks: Hooks, parts: DecoderParts): DecoderOutputs {
  const present: LayerCache[] = []
  const attentions: Tensor[] = []
  const hiddenStates = [parts.start]
  let x = parts.start
  for (let layer = 0; layer < sizes.layerCount; layer++) {
    x = parts.block(x, layer, (query, key, value) => {
      const plan = { ...sizes, layer, scale: parts.scale, mask: parts.mask(layer), cache: inputs.cache?.[layer], hooks }
      const attended = attend(query, { key, value }, plan)
      present.push(attended.present)
      attentions.push(attended.map)
      return attended.output
    })
    hiddenStates.push(x)
  }
  const { hidden, logits } = parts.finish(inputs.picked ? gather(x, inputs.picked, 1) : x)
  const captured = {
    ...(hooks.capture?.hiddenStates && { hiddenStates: [...hiddenStates, hidden] }),
    ...(hooks.capture?.attentions && { attentions }),
  }
  return { logits, hidden, present, ...captured }
}

/** Tokens in the cache: 0 without one. */
export function pastLengthOf({ cache }: DecoderInputs): Size {
  return cache?.[0]?.key?.shape[2] ?? 0
}
