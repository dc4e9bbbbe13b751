import { add, linear, mul, type NdArray, type Random, type Tensor, transpose, zeros } from '@offprint/engine'
import type { Adapt } from '../hooks.ts'

/** Two matrices a layer, by the layer's published name: a [rank, in], b [out, rank] (PEFT's order). */
export type LoraWeights<T = NdArray> = Readonly<Record<string, { readonly a: T; readonly b: T }>>

/** output + scale · b(a(input)) for the layers named; scale = alpha / rank (LoRA, arXiv 2106.09685, section 4.1). */
export function adaptWithLora(weights: LoraWeights<Tensor>, scale: number): Adapt {
  return (name, input, output) => {
    const found = weights[name]
    return found && add(output, mul(linear(linear(input, transpose(found.a)), transpose(found.b)), scale))
  }
}

/** Fresh adapters: `a` uniform within ±1/√in, as PEFT draws it (Kaiming uniform with a = √5), `b` zero, so that nothing changes at first. */
export function createLora(
  layers: Readonly<Record<string, { readonly inSize: number; readonly outSize: number }>>,
  rank: number,
  random: Random,
): LoraWeights {
  return Object.fromEntries(
    Object.entries(layers).map(([name, { inSize, outSize }]) => {
      const bound = Math.sqrt(1 / inSize)
      return [name, { a: random.uniform([rank, inSize], -bound, bound), b: zeros([outSize, rank]) }]
    }),
  )
}
