import { silu, softplus } from '../ops/activations.ts'
import { causalMask } from '../ops/attention.ts'
import { conv1d } from '../ops/convolution.ts'
import { einsum } from '../ops/einsum.ts'
import { add, exp, mul, neg, sub } from '../ops/elementwise.ts'
import { embedding } from '../ops/indexing.ts'
import { reshape, split, unsqueeze } from '../ops/movement.ts'
import { rmsNorm } from '../ops/normalize.ts'
import { cumsum } from '../ops/reduce.ts'
import type { Tensor } from '../tensor.ts'
import { nextTokenLoss, project, type SymbolicBatch, type Weights } from './program.ts'

export const folder = 'mamba2'

const layerCount = 3
const headCount = 4
const headSize = 16
const stateSize = 8
const innerSize = headCount * headSize

/** Mamba-2 (arXiv 2405.21060) in its quadratic form: the state-space layer as a masked product of C and B over all pairs of steps. */
export function loss(weights: Weights, { ids, labels }: SymbolicBatch): Tensor {
  const w = (name: string) => weights[`backbone.${name}`]
  let x = embedding(w('embeddings.weight'), ids)
  for (let layer = 0; layer < layerCount; layer++) {
    const part = (name: string) => w(`layers.${layer}.${name}`)
    x = add(
      x,
      mixer((name) => part(`mixer.${name}`), rmsNorm(x, part('norm.weight'))),
    )
  }
  return nextTokenLoss(project(rmsNorm(x, w('norm_f.weight')), w('embeddings.weight')), labels)
}

function mixer(w: (name: string) => Tensor, x: Tensor): Tensor {
  const [gate, joint, rawStep] = split(project(x, w('in_proj.weight')), [innerSize, innerSize + 2 * stateSize, headCount], -1)
  const convolved = silu(conv1d(joint, w('conv1d.weight'), { bias: w('conv1d.bias'), groups: innerSize + 2 * stateSize, causal: true }))
  const [flat, b, c] = split(convolved, [innerSize, stateSize, stateSize], -1)
  const step = softplus(add(rawStep, w('dt_bias'))) // [batch, length, heads]
  const inputs = reshape(flat, [...flat.shape.slice(0, 2), headCount, headSize])
  const y = add(scan(inputs, step, neg(exp(w('A_log'))), b, c), mul(inputs, unsqueeze(w('D'), -1)))
  return project(rmsNorm(mul(reshape(y, flat.shape), silu(gate)), w('norm.weight')), w('out_proj.weight'))
}

/** y_t = Σ_{s ≤ t} (C_t·B_s)·exp(Σ_{s < r ≤ t} A·Δ_r)·Δ_s·x_s, section 3.2. */
function scan(x: Tensor, step: Tensor, decay: Tensor, b: Tensor, c: Tensor): Tensor {
  const passed = cumsum(mul(step, decay), 1) // [batch, length, heads]
  const between = sub(unsqueeze(passed, 2), unsqueeze(passed, 1)) // [batch, to, from, heads]
  const kept = exp(add(between, unsqueeze(causalMask(x.shape[1]), -1)))
  const pairs = mul(unsqueeze(einsum('btn,bsn->bts', c, b), -1), kept)
  return einsum('btsh,bshp->bthp', pairs, mul(x, unsqueeze(step, -1)))
}
