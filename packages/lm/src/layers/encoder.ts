import { add, type Tensor } from '@offprint/engine'
import type { EncoderInputs } from '../architectures/architecture.ts'
import type { Hooks } from '../hooks.ts'
import { attend, splitHeads } from './attention.ts'
import { type Activation, activationOf } from './feed-forward.ts'
import { addMasks, paddingMask } from './mask.ts'
import { norm } from './norm.ts'
import { project } from './project.ts'
import type { Scope } from './scope.ts'

export type EncoderSizes = {
  readonly layerCount: number
  readonly headCount: number
  readonly headSize: number
  readonly normEpsilon: number
  readonly activation: string
}

/** Where an architecture keeps the parts of a layer, below the layer's own name. */
export type LayerNames = {
  readonly query: string
  readonly key: string
  readonly value: string
  readonly output: string
  readonly attentionNorm: string
  readonly inner: string
  readonly outer: string
  readonly outputNorm: string
}

type Encoded = { readonly hidden: Tensor; readonly hiddenStates?: readonly Tensor[]; readonly attentions?: readonly Tensor[] }

/** BERT's stack (arXiv 1810.04805): attention and feed-forward, a norm behind each; `bias` is added to all scores. */
export function runEncoder(
  start: Tensor,
  layers: Scope,
  names: LayerNames,
  sizes: EncoderSizes,
  { mask }: EncoderInputs,
  hooks: Hooks,
  bias?: Tensor,
): Encoded {
  const activation: Activation = activationOf(sizes.activation)
  const scores = addMasks(bias, mask && paddingMask(mask))
  const hiddenStates = [start]
  const attentions: Tensor[] = []
  let x = start
  for (let layer = 0; layer < sizes.layerCount; layer++) {
    x = block(x, layers.at(layer), layer)
    hiddenStates.push(x)
  }
  return { hidden: x, ...(hooks.capture?.hiddenStates && { hiddenStates }), ...(hooks.capture?.attentions && { attentions }) }

  function block(input: Tensor, place: Scope, layer: number): Tensor {
    const head = (part: string) => splitHeads(project(input, place.at(part), hooks), sizes.headCount)
    const plan = { layer, headCount: sizes.headCount, keyValueHeadCount: sizes.headCount, headSize: sizes.headSize, mask: scores, hooks }
    const { output, map } = attend(head(names.query), { key: head(names.key), value: head(names.value) }, plan)
    attentions.push(map)
    const attended = norm(add(project(output, place.at(names.output), hooks), input), place.at(names.attentionNorm), sizes.normEpsilon)
    const fed = project(activation(project(attended, place.at(names.inner), hooks)), place.at(names.outer), hooks)
    return norm(add(fed, attended), place.at(names.outputNorm), sizes.normEpsilon)
  }
}
