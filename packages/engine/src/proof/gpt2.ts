import { gelu } from '../ops/activations.ts'
import { attention, causalMask } from '../ops/attention.ts'
import { add } from '../ops/elementwise.ts'
import { embedding } from '../ops/indexing.ts'
import { linear } from '../ops/matmul.ts'
import { slice, split } from '../ops/movement.ts'
import { layerNorm } from '../ops/normalize.ts'
import type { Tensor } from '../tensor.ts'
import { fromHeads, nextTokenLoss, project, type SymbolicBatch, toHeads, type Weights } from './program.ts'

export const folder = 'gpt2'

const headSize = 8
const layerCount = 2

/** An addition to a layer's joint query, key and value projection: low-rank adapters. */
export type Adapt = (layer: number, x: Tensor, projected: Tensor) => Tensor

export function loss(weights: Weights, batch: SymbolicBatch): Tensor {
  return nextTokenLoss(logits(weights, batch.ids), batch.labels)
}

/** GPT-2: ids [batch, length] → logits [batch, length, vocab]; the output matrix is the embedding. */
export function logits(weights: Weights, ids: Tensor, adapt: Adapt = (_layer, _x, projected) => projected): Tensor {
  const w = (name: string) => weights[`transformer.${name}`]
  let x = add(embedding(w('wte.weight'), ids), slice(w('wpe.weight'), 0, 0, ids.shape[1]))
  for (let layer = 0; layer < layerCount; layer++) {
    const part = (name: string, input: Tensor) => linear(input, w(`h.${layer}.${name}.weight`), w(`h.${layer}.${name}.bias`))
    const norm = (name: string) => layerNorm(x, w(`h.${layer}.${name}.weight`), w(`h.${layer}.${name}.bias`))
    const normal = norm('ln_1')
    const [query, key, value] = split(adapt(layer, normal, part('attn.c_attn', normal)), 3, -1).map((joint) => toHeads(joint, headSize))
    const mixed = attention(query, key, value, { mask: causalMask(ids.shape[1]) })
    x = add(x, part('attn.c_proj', fromHeads(mixed)))
    x = add(x, part('mlp.c_proj', gelu(part('mlp.c_fc', norm('ln_2')), 'tanh')))
  }
  return project(layerNorm(x, w('ln_f.weight'), w('ln_f.bias')), w('wte.weight'))
}
