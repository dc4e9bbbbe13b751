import { crossEntropy, jit, type NdArray, slice, type Tensor } from '@offprint/engine'

import { ConfigError, type DecoderArchitecture, type Parameters } from '../architectures/architecture.ts'
import type { Hooks } from '../hooks.ts'
import { type ReadModel, readModel } from '../weights/read-model.ts'
import { intArray } from './golden-model/recorded-case.ts'

export type DecoderModel = ReadModel & { readonly architecture: DecoderArchitecture }

/** Reads a model that must be a decoder, as values to train or differentiate. Throws as `readModel` does. */
export async function readDecoder(path: string): Promise<DecoderModel> {
  const model = await readModel(path)
  const { architecture } = model
  if (architecture.kind === 'decoder') return { ...model, architecture }
  throw new ConfigError(`${path} is a model of type ${architecture.modelType}, of kind ${architecture.kind}: a decoder is wanted.`)
}

/** Mean cross-entropy of each next token, places labelled −100 left out; the ids are their own labels where there are none. */
export function nextTokenLossOf(
  { architecture, config }: DecoderModel,
  weights: Parameters,
  { ids, labels = ids, mask }: { readonly ids: Tensor; readonly labels?: Tensor; readonly mask?: Tensor },
  hooks: Hooks = {},
): Tensor {
  const { logits } = architecture.forward(weights, config, { ids, mask }, hooks)
  return crossEntropy(slice(logits, 1, 0, -1), slice(labels, 1, 1))
}

/** Logits [vocab] behind a text, with the weights as they are now. */
export async function lastLogits({ architecture, config, parameters }: DecoderModel, ids: readonly number[]): Promise<Float32Array> {
  using run = jit((weights: Parameters, tokens: Tensor) => architecture.forward(weights, config, { ids: tokens }).logits)
  const { data } = (await run(parameters as never, intArray([ids]) as never)) as unknown as NdArray
  return (data as Float32Array).slice(-config.vocabSize)
}
