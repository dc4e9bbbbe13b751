import { add, embedding, linear, mul, rmsNorm, type Tensor, transpose } from '@offprint/engine'
import { z } from 'zod'
import type { Hooks } from '../hooks.ts'
import { splitHeads } from '../layers/attention.ts'
import { type Attend, pastLengthOf, runDecoder } from '../layers/decoder.ts'
import { activationOf, gatedFeedForward } from '../layers/feed-forward.ts'
import { decoderMask } from '../layers/mask.ts'
import { rootMeanSquareNorm } from '../layers/norm.ts'
import { positionsFrom } from '../layers/positions.ts'
import { project } from '../layers/project.ts'
import { type Angles, anglesAt, rotaryFrequencies, turn } from '../layers/rotary.ts'
import { type Scope, scope } from '../layers/scope.ts'
import {
  ConfigError,
  type DecoderArchitecture,
  type DecoderInputs,
  type DecoderOutputs,
  type ParameterShapes,
  type Parameters,
  type Sizes,
} from './architecture.ts'
import { readConfig } from './config.ts'
import { createShapes, keyValueCache } from './shapes.ts'

const layerType = z.enum(['sliding_attention', 'full_attention'])

const schema = z.object({
  vocab_size: z.int().positive(),
  hidden_size: z.int().positive(),
  intermediate_size: z.int().positive(),
  num_hidden_layers: z.int().positive(),
  num_attention_heads: z.int().positive(),
  num_key_value_heads: z.int().positive(),
  head_dim: z.int().positive(),
  hidden_activation: z.string().default('gelu_pytorch_tanh'),
  max_position_embeddings: z.int().positive(),
  rms_norm_eps: z.number().positive().default(1e-6),
  rope_theta: z.number().positive().default(1_000_000),
  rope_local_base_freq: z.number().positive().default(10_000),
  rope_scaling: z.object({ rope_type: z.literal(['linear', 'default']), factor: z.number().positive().default(1) }).nullish(),
  sliding_window: z.int().positive(),
  sliding_window_pattern: z.int().positive().default(6),
  layer_types: z.array(layerType).nullish(),
  query_pre_attn_scalar: z.number().positive(),
  attention_bias: z.literal(false).default(false),
  attn_logit_softcapping: z.null().optional(),
  final_logit_softcapping: z.null().optional(),
  tie_word_embeddings: z.boolean().default(true),
  /** Norm weights hold the one that is added to them in Hugging Face's files: files of llama.cpp (set by the GGUF reader). */
  norm_holds_one: z.boolean().default(false),
})

export type Gemma3Config = Sizes & {
  readonly intermediateSize: number
  readonly activation: string
  readonly normEpsilon: number
  readonly normHoldsOne: boolean
  /** A layer sees everything, or the last `window` positions, its own included. */
  readonly layers: readonly z.output<typeof layerType>[]
  readonly window: number
  /** Of the layers that see everything, and of those with a window. */
  readonly frequencies: { readonly full_attention: Float64Array; readonly sliding_attention: Float64Array }
  readonly scoreScale: number
  readonly tied: boolean
}

/** Gemma 3 (arXiv 2503.19786): four norms a layer, normed heads, windows in five of six layers with a rotary base of their own. */
export const architecture: DecoderArchitecture<Gemma3Config> = {
  modelType: 'gemma3_text',
  kind: 'decoder',
  prefix: 'model.',
  cache: 'append',
  ignored: /rotary_emb.*inv_freq$/,
  readConfig: readGemma3Config,
  shapes,
  emptyCache: keyValueCache,
  forward,
}

function readGemma3Config(json: Readonly<Record<string, unknown>>): Gemma3Config {
  if ('vision_config' in json)
    throw new ConfigError('config.json is of a Gemma 3 that reads images: only its text models (gemma3_text) are built.')
  const config = readConfig(schema, json)
  const layerCount = config.num_hidden_layers
  const pattern = config.sliding_window_pattern
  const layers =
    config.layer_types ?? Array.from({ length: layerCount }, (_, i) => ((i + 1) % pattern === 0 ? 'full_attention' : 'sliding_attention'))
  if (layers.length !== layerCount)
    throw new ConfigError(`config.json has ${layers.length} layer_types and num_hidden_layers ${layerCount}: they must be as many.`)
  const factor = config.rope_scaling?.factor ?? 1
  return {
    vocabSize: config.vocab_size,
    hiddenSize: config.hidden_size,
    layerCount,
    headCount: config.num_attention_heads,
    keyValueHeadCount: config.num_key_value_heads,
    headSize: config.head_dim,
    maxLengthTokens: config.max_position_embeddings,
    intermediateSize: config.intermediate_size,
    activation: config.hidden_activation,
    normEpsilon: config.rms_norm_eps,
    normHoldsOne: config.norm_holds_one,
    layers,
    window: config.sliding_window,
    frequencies: {
      full_attention: rotaryFrequencies(config.head_dim, config.rope_theta).map((frequency) => frequency / factor),
      sliding_attention: rotaryFrequencies(config.head_dim, config.rope_local_base_freq),
    },
    scoreScale: config.query_pre_attn_scalar ** -0.5,
    tied: config.tie_word_embeddings,
  }
}

function shapes({ vocabSize, hiddenSize, intermediateSize, layerCount, headCount, keyValueHeadCount, headSize, tied }: Gemma3Config) {
  const { shapes, table, linear: addLinear, norm } = createShapes()
  const bias = { bias: false }
  table('model.embed_tokens', vocabSize, hiddenSize)
  for (let layer = 0; layer < layerCount; layer++) {
    const block = `model.layers.${layer}`
    addLinear(`${block}.self_attn.q_proj`, hiddenSize, headCount * headSize, bias)
    for (const part of ['k_proj', 'v_proj']) addLinear(`${block}.self_attn.${part}`, hiddenSize, keyValueHeadCount * headSize, bias)
    addLinear(`${block}.self_attn.o_proj`, headCount * headSize, hiddenSize, bias)
    for (const part of ['q_norm', 'k_norm']) norm(`${block}.self_attn.${part}`, headSize, false)
    for (const part of ['gate_proj', 'up_proj']) addLinear(`${block}.mlp.${part}`, hiddenSize, intermediateSize, bias)
    addLinear(`${block}.mlp.down_proj`, intermediateSize, hiddenSize, bias)
    for (const part of ['input', 'post_attention', 'pre_feedforward', 'post_feedforward'])
      norm(`${block}.${part}_layernorm`, hiddenSize, false)
  }
  norm('model.norm', hiddenSize, false)
  table('lm_head', vocabSize, hiddenSize, tied)
  return shapes satisfies ParameterShapes
}

function forward(parameters: Parameters, config: Gemma3Config, inputs: DecoderInputs, hooks: Hooks = {}): DecoderOutputs {
  const root = scope(parameters)
  const model = root.at('model')
  const table = model.tensor('embed_tokens.weight')
  const pastLength = pastLengthOf(inputs)
  const positions = positionsFrom(inputs, pastLength)
  const angles = {
    full_attention: anglesAt(positions, config.frequencies.full_attention),
    sliding_attention: anglesAt(positions, config.frequencies.sliding_attention),
  }
  const masks = { full_attention: decoderMask(inputs, pastLength), sliding_attention: decoderMask(inputs, pastLength, config.window) }
  const words = hooks.embeddings ?? embedding(table, inputs.ids)
  return runDecoder(config, inputs, hooks, {
    start: mul(words, Math.sqrt(config.hiddenSize)),
    scale: config.scoreScale,
    mask: (layer) => masks[config.layers[layer]],
    block: (x, layer, attend) => block(x, model.at('layers').at(layer), angles[config.layers[layer]], attend),
    finish(x) {
      const hidden = norm(x, model.at('norm'), config)
      return { hidden, logits: linear(hidden, transpose(config.tied ? table : root.tensor('lm_head.weight'))) }
    },
  })

  function block(x: Tensor, place: Scope, turned: Angles, attend: Attend): Tensor {
    const normed = (part: string, y: Tensor) => norm(y, place.at(`${part}_layernorm`), config)
    const attention = attentionOf(normed('input', x), place.at('self_attn'), turned, attend)
    const attended = add(x, normed('post_attention', attention))
    const fed = gatedFeedForward(normed('pre_feedforward', attended), place.at('mlp'), activationOf(config.activation), hooks)
    return add(attended, normed('post_feedforward', fed))
  }

  function attentionOf(h: Tensor, place: Scope, turned: Angles, attend: Attend): Tensor {
    const head = (part: string, count: number) => splitHeads(project(h, place.at(`${part}_proj`), hooks), count)
    const query = turn(norm(head('q', config.headCount), place.at('q_norm'), config), turned)
    const key = turn(norm(head('k', config.keyValueHeadCount), place.at('k_norm'), config), turned)
    return project(attend(query, key, head('v', config.keyValueHeadCount)), place.at('o_proj'), hooks)
  }
}

/** Hugging Face's weights are around zero and have one added to them; llama.cpp's are already the sum. */
function norm(x: Tensor, place: Scope, { normEpsilon, normHoldsOne }: Gemma3Config): Tensor {
  if (normHoldsOne) return rootMeanSquareNorm(x, place, normEpsilon)
  return rmsNorm(x, add(place.tensor('weight'), 1), normEpsilon)
}
