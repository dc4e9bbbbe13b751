import { add, cast, cumsum, embedding, equal, gelu, linear, mul, not, type Tensor, transpose, zerosLike } from '@offprint/engine'
import type { Hooks } from '../hooks.ts'
import { runEncoder } from '../layers/encoder.ts'
import { norm } from '../layers/norm.ts'
import { project } from '../layers/project.ts'
import { scope } from '../layers/scope.ts'
import type { EncoderArchitecture, EncoderInputs, EncoderOutputs, Parameters } from './architecture.ts'
import { addBertBody, type BertConfig, bertLayers, readBertConfig } from './bert.ts'
import { createShapes } from './shapes.ts'

/** RoBERTa (arXiv 1907.11692): BERT's layers; positions count real tokens from the padding id on; tied output with a bias of its own. */
export const architecture: EncoderArchitecture<BertConfig> = {
  modelType: 'roberta',
  kind: 'encoder',
  prefix: 'roberta.',
  ignored: /embeddings\.position_ids$|^lm_head\.decoder\.(weight|bias)$|^roberta\.pooler\./,
  readConfig: (json) => withPositionsAfterPadding(readBertConfig(json)),
  shapes(config) {
    const { shapes, linear: addLinear, norm: addNorm } = createShapes()
    addLinear('lm_head.dense', config.hiddenSize, config.hiddenSize)
    addNorm('lm_head.layer_norm', config.hiddenSize)
    const head = Object.fromEntries(
      Object.entries({ ...shapes, 'lm_head.bias': { shape: [config.vocabSize] } }).map(([name, entry]) => [
        name,
        { ...entry, optional: true },
      ]),
    )
    const body = {}
    addBertBody(body, 'roberta', config)
    return { ...body, ...head }
  },
  forward,
}

function forward(parameters: Parameters, config: BertConfig, inputs: EncoderInputs, hooks: Hooks = {}): EncoderOutputs {
  const root = scope(parameters)
  const model = root.at('roberta')
  const table = model.tensor('embeddings.word_embeddings.weight')
  const positions = embedding(
    model.tensor('embeddings.position_embeddings.weight'),
    inputs.positions ?? positionsAfterPadding(inputs.ids, config.padId),
  )
  const types = embedding(model.tensor('embeddings.token_type_embeddings.weight'), inputs.tokenTypes ?? zerosLike(inputs.ids))
  const start = norm(
    add(add(hooks.embeddings ?? embedding(table, inputs.ids), types), positions),
    model.at('embeddings.LayerNorm'),
    config.normEpsilon,
  )
  const encoded = runEncoder(start, model.at('encoder.layer'), bertLayers, config, inputs, hooks)
  if (!root.find('lm_head.bias')) return encoded
  const head = root.at('lm_head')
  const transformed = norm(gelu(project(encoded.hidden, head.at('dense'), hooks), 'exact'), head.at('layer_norm'), config.normEpsilon)
  return { ...encoded, logits: linear(transformed, transpose(table), head.tensor('bias')) }
}

/** Positions up to the padding id are no token's: so many fewer fit. */
export function withPositionsAfterPadding<C extends BertConfig>(config: C): C {
  return { ...config, maxLengthTokens: config.positionCount - config.padId - 1 }
}

/** The first real token stands at padId + 1, padding at padId: [batch, length] of ids → places (fairseq's layout). */
export function positionsAfterPadding(ids: Tensor, padId: number): Tensor {
  const real = cast(not(equal(ids, padId)), 'float32')
  return cast(add(mul(cumsum(real, 1), real), padId), 'int32')
}
