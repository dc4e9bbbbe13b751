import { attention, causalMask, maskFrom } from '../ops/attention.ts'
import { add, mul, relu } from '../ops/elementwise.ts'
import { embedding } from '../ops/indexing.ts'
import { crossEntropy } from '../ops/losses.ts'
import { reshape, transpose } from '../ops/movement.ts'
import { rmsNorm } from '../ops/normalize.ts'
import { type NdArray, ndarray, type Tensor } from '../tensor.ts'
import { fromHeads, project, type SymbolicBatch, toHeads, type Weights } from './program.ts'

export const folder = 't5'

const headSize = 6
const layerCount = 2
const epsilon = 1e-6
const bucketCount = 8
const maxDistance = 16

type Read = (name: string) => Tensor

/** T5: encoder, decoder, tied output scaled by 1/√size. */
export function loss(weights: Weights, { ids, mask, decoderIds, labels }: SymbolicBatch): Tensor {
  const shared = weights['shared.weight']
  const reader =
    (stack: string): Read =>
    (name) =>
      weights[`${stack}.${name}.weight`]
  const padding = maskFrom(reshape(mask, [mask.shape[0], 1, 1, mask.shape[1]]))
  const encoded = runStack(reader('encoder'), embedding(shared, ids), padding)
  const decoded = runStack(reader('decoder'), embedding(shared, decoderIds), causalMask(decoderIds.shape[1]), { encoded, padding })
  const size = shared.shape[1] as number
  return crossEntropy(project(mul(decoded, size ** -0.5), shared), labels)
}

function runStack(w: Read, embedded: Tensor, mask: Tensor, source?: { encoded: Tensor; padding: Tensor }): Tensor {
  const bias = positionBias(w('block.0.layer.0.SelfAttention.relative_attention_bias'), embedded.shape[1] as number, !source)
  let x = embedded
  for (let layer = 0; layer < layerCount; layer++) {
    const part: Read = (name) => w(`block.${layer}.layer.${name}`)
    const norm = (place: number) => rmsNorm(x, part(`${place}.layer_norm`), epsilon)
    x = add(x, attend(part, '0.SelfAttention', norm(0), undefined, add(bias, mask)))
    if (source) x = add(x, attend(part, '1.EncDecAttention', norm(1), source.encoded, source.padding))
    const last = source ? 2 : 1
    x = add(x, project(relu(project(norm(last), part(`${last}.DenseReluDense.wi`))), part(`${last}.DenseReluDense.wo`)))
  }
  return rmsNorm(x, w('final_layer_norm'), epsilon)
}

function attend(w: Read, name: string, x: Tensor, source: Tensor | undefined, mask: Tensor): Tensor {
  const heads = (letter: string, input: Tensor) => toHeads(project(input, w(`${name}.${letter}`)), headSize)
  const from = source ?? x
  return project(fromHeads(attention(heads('q', x), heads('k', from), heads('v', from), { mask, scale: 1 })), w(`${name}.o`))
}

/** [heads, length, length] from the table [buckets, heads]. */
function positionBias(table: Tensor, length: number, isTwoSided: boolean): Tensor {
  return transpose(embedding(table, buckets(length, isTwoSided)), [2, 0, 1])
}

/** Distances up to half the buckets have one each, larger ones share logarithmically (arXiv 1910.10683, section 2.1). */
function buckets(length: number, isTwoSided: boolean): NdArray {
  const count = isTwoSided ? bucketCount / 2 : bucketCount
  const exact = count / 2
  const bucketOf = (offset: number) => {
    const distance = isTwoSided ? Math.abs(offset) : Math.max(-offset, 0)
    const shared = exact + Math.floor((Math.log(distance / exact) / Math.log(maxDistance / exact)) * (count - exact))
    return (isTwoSided && offset > 0 ? count : 0) + (distance < exact ? distance : Math.min(shared, count - 1))
  }
  const places = Int32Array.from({ length: length * length }, (_, i) => bucketOf((i % length) - Math.floor(i / length)))
  return ndarray(places, [length, length])
}
