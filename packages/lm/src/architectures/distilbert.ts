import { add, embedding, linear, transpose } from '@offprint/engine'
import { z } from 'zod'
import type { Hooks } from '../hooks.ts'
import { type LayerNames, runEncoder } from '../layers/encoder.ts'
import { activationOf } from '../layers/feed-forward.ts'
import { norm } from '../layers/norm.ts'
import { positionsFrom } from '../layers/positions.ts'
import { project } from '../layers/project.ts'
import { scope } from '../layers/scope.ts'
import type { EncoderArchitecture, EncoderInputs, EncoderOutputs, Parameters, Sizes } from './architecture.ts'
import { readConfig } from './config.ts'
import { createShapes } from './shapes.ts'

const schema = z.object({
  vocab_size: z.int().positive(),
  dim: z.int().positive(),
  n_heads: z.int().positive(),
  n_layers: z.int().positive(),
  hidden_dim: z.int().positive(),
  max_position_embeddings: z.int().positive(),
  activation: z.string().default('gelu'),
})

type DistilBertConfig = Sizes & { readonly innerSize: number; readonly activation: string; readonly normEpsilon: number }

const layers: LayerNames = {
  query: 'attention.q_lin',
  key: 'attention.k_lin',
  value: 'attention.v_lin',
  output: 'attention.out_lin',
  attentionNorm: 'sa_layer_norm',
  inner: 'ffn.lin1',
  outer: 'ffn.lin2',
  outputNorm: 'output_layer_norm',
}

/** DistilBERT (arXiv 1910.01108): BERT's layers without token types or pooler; tied projector with a bias. */
export const architecture: EncoderArchitecture<DistilBertConfig> = {
  modelType: 'distilbert',
  kind: 'encoder',
  prefix: 'distilbert.',
  ignored: /^vocab_projector\.weight$|embeddings\.position_ids$/,
  readConfig(json) {
    const config = readConfig(schema, json)
    return {
      vocabSize: config.vocab_size,
      hiddenSize: config.dim,
      layerCount: config.n_layers,
      headCount: config.n_heads,
      keyValueHeadCount: config.n_heads,
      headSize: config.dim / config.n_heads,
      maxLengthTokens: config.max_position_embeddings,
      innerSize: config.hidden_dim,
      activation: config.activation,
      normEpsilon: 1e-12,
    }
  },
  shapes({ vocabSize, hiddenSize, innerSize, maxLengthTokens, layerCount }) {
    const body = createShapes()
    body.table('distilbert.embeddings.word_embeddings', vocabSize, hiddenSize)
    body.table('distilbert.embeddings.position_embeddings', maxLengthTokens, hiddenSize)
    body.norm('distilbert.embeddings.LayerNorm', hiddenSize)
    for (let layer = 0; layer < layerCount; layer++) {
      const at = (part: string) => `distilbert.transformer.layer.${layer}.${part}`
      for (const part of [layers.query, layers.key, layers.value, layers.output]) body.linear(at(part), hiddenSize, hiddenSize)
      body.norm(at(layers.attentionNorm), hiddenSize)
      body.linear(at(layers.inner), hiddenSize, innerSize)
      body.linear(at(layers.outer), innerSize, hiddenSize)
      body.norm(at(layers.outputNorm), hiddenSize)
    }
    const head = createShapes()
    head.linear('vocab_transform', hiddenSize, hiddenSize)
    head.norm('vocab_layer_norm', hiddenSize)
    const optional = Object.entries({ ...head.shapes, 'vocab_projector.bias': { shape: [vocabSize] } }).map(([name, entry]) => [
      name,
      { ...entry, optional: true },
    ])
    return { ...body.shapes, ...Object.fromEntries(optional) }
  },
  forward,
}

function forward(parameters: Parameters, config: DistilBertConfig, inputs: EncoderInputs, hooks: Hooks = {}): EncoderOutputs {
  const root = scope(parameters)
  const model = root.at('distilbert')
  const table = model.tensor('embeddings.word_embeddings.weight')
  const positions = embedding(
    model.tensor('embeddings.position_embeddings.weight'),
    inputs.positions ?? positionsFrom({ ids: inputs.ids }, 0),
  )
  const start = norm(add(hooks.embeddings ?? embedding(table, inputs.ids), positions), model.at('embeddings.LayerNorm'), config.normEpsilon)
  const encoded = runEncoder(start, model.at('transformer.layer'), layers, config, inputs, hooks)
  if (!root.find('vocab_projector.bias')) return encoded
  const transformed = norm(
    activationOf(config.activation)(project(encoded.hidden, root.at('vocab_transform'), hooks)),
    root.at('vocab_layer_norm'),
    config.normEpsilon,
  )
  return { ...encoded, logits: linear(transformed, transpose(table), root.tensor('vocab_projector.bias')) }
}
