import { silu } from '../ops/activations.ts'
import { attention, causalMask, rotary, rotaryAngles } from '../ops/attention.ts'
import { add, mul } from '../ops/elementwise.ts'
import { embedding } from '../ops/indexing.ts'
import { arange, repeat } from '../ops/movement.ts'
import { rmsNorm } from '../ops/normalize.ts'
import type { Tensor } from '../tensor.ts'
import { fromHeads, nextTokenLoss, project, type SymbolicBatch, toHeads, type Weights } from './program.ts'

export const folder = 'llama_gqa'

const headSize = 8
const queriesPerKey = 2
const layerCount = 2
const rotaryBase = 500000

/** Llama with grouped key/value heads. */
export function loss(weights: Weights, { ids, labels }: SymbolicBatch): Tensor {
  const w = (name: string) => weights[`model.${name}.weight`]
  const { cosine, sine } = rotaryAngles(arange(ids.shape[1]), headSize, rotaryBase)
  let x = embedding(w('embed_tokens'), ids)
  for (let layer = 0; layer < layerCount; layer++) {
    const part = (name: string, input: Tensor) => project(input, w(`layers.${layer}.${name}`))
    const normal = rmsNorm(x, w(`layers.${layer}.input_layernorm`))
    const heads = (name: string) => toHeads(part(`self_attn.${name}_proj`, normal), headSize)
    const key = repeat(rotary(heads('k'), cosine, sine), 1, queriesPerKey)
    const mixed = attention(rotary(heads('q'), cosine, sine), key, repeat(heads('v'), 1, queriesPerKey), { mask: causalMask(ids.shape[1]) })
    x = add(x, part('self_attn.o_proj', fromHeads(mixed)))
    const inner = rmsNorm(x, w(`layers.${layer}.post_attention_layernorm`))
    x = add(x, part('mlp.down_proj', mul(silu(part('mlp.gate_proj', inner)), part('mlp.up_proj', inner))))
  }
  return nextTokenLoss(project(rmsNorm(x, w('norm')), weights['lm_head.weight']), labels)
}
