import { add, embedding, linear, pick, type Tensor, tanh, transpose, zerosLike } from '@offprint/engine'
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
  hidden_size: z.int().positive(),
  num_attention_heads: z.int().positive(),
  num_hidden_layers: z.int().positive(),
  intermediate_size: z.int().positive(),
  max_position_embeddings: z.int().positive(),
  type_vocab_size: z.int().positive().default(2),
  hidden_act: z.string().default('gelu'),
  layer_norm_eps: z.number().positive().default(1e-12),
  pad_token_id: z.int().nonnegative().nullish(),
})

export type BertConfig = Sizes & {
  readonly innerSize: number
  readonly typeCount: number
  /** Rows of the table of positions; more than `maxLengthTokens` where positions start behind the padding id. */
  readonly positionCount: number
  readonly activation: string
  readonly normEpsilon: number
  readonly padId: number
}

export const bertLayers: LayerNames = {
  query: 'attention.self.query',
  key: 'attention.self.key',
  value: 'attention.self.value',
  output: 'attention.output.dense',
  attentionNorm: 'attention.output.LayerNorm',
  inner: 'intermediate.dense',
  outer: 'output.dense',
  outputNorm: 'output.LayerNorm',
}

/** BERT and MiniLM (arXiv 1810.04805, 2002.10957): learned positions and token types, norms behind each part, pre-training heads where the file has them. */
export const architecture: EncoderArchitecture<BertConfig> = {
  modelType: 'bert',
  kind: 'encoder',
  prefix: 'bert.',
  ignored: /embeddings\.position_ids$|^cls\.predictions\.decoder\.(weight|bias)$/,
  readConfig: readBertConfig,
  shapes(config) {
    const { shapes, linear: addLinear, norm: addNorm } = createShapes()
    addBertBody(shapes, 'bert', config)
    const { hiddenSize, vocabSize } = config
    const required = new Set(Object.keys(shapes))
    addLinear('bert.pooler.dense', hiddenSize, hiddenSize)
    addLinear('cls.predictions.transform.dense', hiddenSize, hiddenSize)
    addNorm('cls.predictions.transform.LayerNorm', hiddenSize)
    addLinear('cls.seq_relationship', hiddenSize, 2)
    const all = { ...shapes, 'cls.predictions.bias': { shape: [vocabSize] } }
    return Object.fromEntries(Object.entries(all).map(([name, entry]) => [name, required.has(name) ? entry : { ...entry, optional: true }]))
  },
  forward,
}

export function readBertConfig(json: Readonly<Record<string, unknown>>): BertConfig {
  const config = readConfig(schema, json)
  const headCount = config.num_attention_heads
  return {
    vocabSize: config.vocab_size,
    hiddenSize: config.hidden_size,
    layerCount: config.num_hidden_layers,
    headCount,
    keyValueHeadCount: headCount,
    headSize: config.hidden_size / headCount,
    maxLengthTokens: config.max_position_embeddings,
    positionCount: config.max_position_embeddings,
    innerSize: config.intermediate_size,
    typeCount: config.type_vocab_size,
    activation: config.hidden_act,
    normEpsilon: config.layer_norm_eps,
    padId: config.pad_token_id ?? 0,
  }
}

/** Embeddings and layers below `prefix`, as BERT and RoBERTa name them. */
export function addBertBody(shapes: ReturnType<typeof createShapes>['shapes'], prefix: string, config: BertConfig): void {
  const { table, linear: addLinear, norm: addNorm, shapes: body } = createShapes()
  const { vocabSize, hiddenSize, innerSize } = config
  table(`${prefix}.embeddings.word_embeddings`, vocabSize, hiddenSize)
  table(`${prefix}.embeddings.position_embeddings`, config.positionCount, hiddenSize)
  table(`${prefix}.embeddings.token_type_embeddings`, config.typeCount, hiddenSize)
  addNorm(`${prefix}.embeddings.LayerNorm`, hiddenSize)
  for (let layer = 0; layer < config.layerCount; layer++) {
    const at = (part: string) => `${prefix}.encoder.layer.${layer}.${part}`
    for (const part of [bertLayers.query, bertLayers.key, bertLayers.value, bertLayers.output]) addLinear(at(part), hiddenSize, hiddenSize)
    addNorm(at(bertLayers.attentionNorm), hiddenSize)
    addLinear(at(bertLayers.inner), hiddenSize, innerSize)
    addLinear(at(bertLayers.outer), innerSize, hiddenSize)
    addNorm(at(bertLayers.outputNorm), hiddenSize)
  }
  Object.assign(shapes, body)
}

function forward(parameters: Parameters, config: BertConfig, inputs: EncoderInputs, hooks: Hooks = {}): EncoderOutputs {
  const root = scope(parameters)
  const model = root.at('bert')
  const words = hooks.embeddings ?? embedding(model.tensor('embeddings.word_embeddings.weight'), inputs.ids)
  const positions = embedding(
    model.tensor('embeddings.position_embeddings.weight'),
    inputs.positions ?? positionsFrom({ ids: inputs.ids }, 0),
  )
  const types = embedding(model.tensor('embeddings.token_type_embeddings.weight'), inputs.tokenTypes ?? zerosLike(inputs.ids))
  const start = norm(add(add(words, types), positions), model.at('embeddings.LayerNorm'), config.normEpsilon)
  const encoded = runEncoder(start, model.at('encoder.layer'), bertLayers, config, inputs, hooks)
  return { ...encoded, ...heads(encoded.hidden) }

  function heads(hidden: Tensor): Partial<EncoderOutputs> {
    const pooled = model.find('pooler.dense.weight') && tanh(project(pick(hidden, 1, 0), model.at('pooler.dense'), hooks))
    const nextSentence = pooled && root.find('cls.seq_relationship.weight') && project(pooled, root.at('cls.seq_relationship'), hooks)
    if (!root.find('cls.predictions.bias')) return { pooled, nextSentence }
    const transform = root.at('cls.predictions.transform')
    const transformed = norm(
      activationOf(config.activation)(project(hidden, transform.at('dense'), hooks)),
      transform.at('LayerNorm'),
      config.normEpsilon,
    )
    return {
      pooled,
      nextSentence,
      logits: linear(transformed, transpose(model.tensor('embeddings.word_embeddings.weight')), root.tensor('cls.predictions.bias')),
    }
  }
}
