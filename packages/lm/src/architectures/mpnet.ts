import { add, embedding, pick, tanh } from '@offprint/engine'
import type { Hooks } from '../hooks.ts'
import { type LayerNames, runEncoder } from '../layers/encoder.ts'
import { norm } from '../layers/norm.ts'
import { project } from '../layers/project.ts'
import { relativeBias } from '../layers/relative-position.ts'
import { scope } from '../layers/scope.ts'
import type { EncoderArchitecture, EncoderInputs, EncoderOutputs, Parameters } from './architecture.ts'
import { type BertConfig, readBertConfig } from './bert.ts'
import { positionsAfterPadding, withPositionsAfterPadding } from './roberta.ts'
import { createShapes } from './shapes.ts'

const layers: LayerNames = {
  query: 'attention.attn.q',
  key: 'attention.attn.k',
  value: 'attention.attn.v',
  output: 'attention.attn.o',
  attentionNorm: 'attention.LayerNorm',
  inner: 'intermediate.dense',
  outer: 'output.dense',
  outputNorm: 'output.LayerNorm',
}

type MpnetConfig = BertConfig & { readonly bucketCount: number }

/** Distance from which on all share the last bucket (microsoft/MPNet). */
const maxDistance = 128

/** MPNet (arXiv 2004.09297): BERT's layers with relative position buckets shared by all, positions from the padding id on. */
export const architecture: EncoderArchitecture<MpnetConfig> = {
  modelType: 'mpnet',
  kind: 'encoder',
  prefix: 'mpnet.',
  ignored: /embeddings\.position_ids$|^lm_head\./,
  readConfig: (json) => ({
    ...withPositionsAfterPadding(readBertConfig({ layer_norm_eps: 1e-5, pad_token_id: 1, ...json })),
    bucketCount: Number(json.relative_attention_num_buckets ?? 32),
  }),
  shapes({ vocabSize, hiddenSize, innerSize, positionCount, layerCount, headCount, bucketCount }) {
    const { shapes, table, linear, norm: addNorm } = createShapes()
    table('mpnet.embeddings.word_embeddings', vocabSize, hiddenSize)
    table('mpnet.embeddings.position_embeddings', positionCount, hiddenSize)
    addNorm('mpnet.embeddings.LayerNorm', hiddenSize)
    table('mpnet.encoder.relative_attention_bias', bucketCount, headCount)
    for (let layer = 0; layer < layerCount; layer++) {
      const at = (part: string) => `mpnet.encoder.layer.${layer}.${part}`
      for (const part of [layers.query, layers.key, layers.value, layers.output]) linear(at(part), hiddenSize, hiddenSize)
      addNorm(at(layers.attentionNorm), hiddenSize)
      linear(at(layers.inner), hiddenSize, innerSize)
      linear(at(layers.outer), innerSize, hiddenSize)
      addNorm(at(layers.outputNorm), hiddenSize)
    }
    const pooler = createShapes()
    pooler.linear('mpnet.pooler.dense', hiddenSize, hiddenSize)
    return { ...shapes, ...Object.fromEntries(Object.entries(pooler.shapes).map(([name, entry]) => [name, { ...entry, optional: true }])) }
  },
  forward,
}

function forward(parameters: Parameters, config: MpnetConfig, inputs: EncoderInputs, hooks: Hooks = {}): EncoderOutputs {
  const model = scope(parameters, 'mpnet')
  const words = hooks.embeddings ?? embedding(model.tensor('embeddings.word_embeddings.weight'), inputs.ids)
  const positions = embedding(
    model.tensor('embeddings.position_embeddings.weight'),
    inputs.positions ?? positionsAfterPadding(inputs.ids, config.padId),
  )
  const start = norm(add(words, positions), model.at('embeddings.LayerNorm'), config.normEpsilon)
  const length = inputs.ids.shape[1]
  const bias = relativeBias(model.tensor('encoder.relative_attention_bias.weight'), length, length, {
    bucketCount: config.bucketCount,
    maxDistance,
    isTwoSided: true,
  })
  const encoded = runEncoder(start, model.at('encoder.layer'), layers, config, inputs, hooks, bias)
  const pooled = model.find('pooler.dense.weight') && tanh(project(pick(encoded.hidden, 1, 0), model.at('pooler.dense'), hooks))
  return { ...encoded, pooled }
}
