import { add, embedding, linear, type Tensor, transpose } from '@offprint/engine'
import { z } from 'zod'
import type { Hooks } from '../hooks.ts'
import { splitHeads } from '../layers/attention.ts'
import { type Attend, pastLengthOf, runDecoder } from '../layers/decoder.ts'
import { activationOf, gatedFeedForward } from '../layers/feed-forward.ts'
import { decoderMask } from '../layers/mask.ts'
import { rootMeanSquareNorm } from '../layers/norm.ts'
import { positionsFrom } from '../layers/positions.ts'
import { project } from '../layers/project.ts'
import { anglesAt, type Llama3Scaling, rotaryFrequencies, scaleLlama3, turn } from '../layers/rotary.ts'
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

const ropeScaling = z.object({
  rope_type: z.string().optional(),
  type: z.string().optional(),
  factor: z.number(),
  low_freq_factor: z.number().optional(),
  high_freq_factor: z.number().optional(),
  original_max_position_embeddings: z.number().optional(),
})

const schema = z.object({
  vocab_size: z.int().positive(),
  hidden_size: z.int().positive(),
  intermediate_size: z.int().positive(),
  num_hidden_layers: z.int().positive(),
  num_attention_heads: z.int().positive(),
  num_key_value_heads: z.int().positive().nullish(),
  head_dim: z.int().positive().nullish(),
  hidden_act: z.string().default('silu'),
  max_position_embeddings: z.int().positive().default(2048),
  rms_norm_eps: z.number().positive().default(1e-6),
  rope_theta: z.number().positive().default(10_000),
  rope_scaling: ropeScaling.nullish(),
  attention_bias: z.boolean().default(false),
  mlp_bias: z.boolean().default(false),
  tie_word_embeddings: z.boolean().default(false),
  /** Pairs of q and k are neighbours instead of halves: files of llama.cpp (set by the GGUF reader). */
  rope_interleaved: z.boolean().default(false),
})

export type LlamaConfig = Sizes & {
  readonly intermediateSize: number
  readonly activation: string
  readonly normEpsilon: number
  readonly frequencies: Float64Array
  readonly interleaved: boolean
  /** Which projections have a bias. */
  readonly bias: { readonly queryKeyValue: boolean; readonly output: boolean; readonly feedForward: boolean }
  readonly tied: boolean
  /** A query sees itself and the tokens before it, `window` in all; undefined: everything before. */
  readonly window?: number
  /** An RMS norm over each query and key head, before the turn (Qwen 3). */
  readonly headNorms?: boolean
}

/** Llama (arXiv 2302.13971): RMS norms before each part, rotary positions, grouped key/value heads, gated SiLU feed-forward. */
export const architecture: DecoderArchitecture<LlamaConfig> = {
  modelType: 'llama',
  kind: 'decoder',
  prefix: 'model.',
  cache: 'append',
  ignored: /rotary_emb\.inv_freq$/,
  readConfig: readLlamaConfig,
  shapes: llamaShapes,
  emptyCache: keyValueCache,
  forward: llamaForward,
}

/** config.json of Llama and of the architectures that share its layout; each reads its own further keys. */
export function readLlamaConfig(json: Readonly<Record<string, unknown>>): LlamaConfig {
  const config = readConfig(schema, json)
  const headCount = config.num_attention_heads
  const headSize = config.head_dim ?? config.hidden_size / headCount
  return {
    vocabSize: config.vocab_size,
    hiddenSize: config.hidden_size,
    layerCount: config.num_hidden_layers,
    headCount,
    keyValueHeadCount: config.num_key_value_heads ?? headCount,
    headSize,
    maxLengthTokens: config.max_position_embeddings,
    intermediateSize: config.intermediate_size,
    activation: config.hidden_act,
    normEpsilon: config.rms_norm_eps,
    frequencies: frequenciesOf(headSize, config),
    interleaved: config.rope_interleaved,
    bias: { queryKeyValue: config.attention_bias, output: config.attention_bias, feedForward: config.mlp_bias },
    tied: config.tie_word_embeddings,
  }
}

function frequenciesOf(headSize: number, { rope_theta, rope_scaling }: z.output<typeof schema>): Float64Array {
  const plain = rotaryFrequencies(headSize, rope_theta)
  const kind = rope_scaling?.rope_type ?? rope_scaling?.type ?? 'default'
  if (!rope_scaling || kind === 'default') return plain
  if (kind === 'linear') return plain.map((frequency) => frequency / rope_scaling.factor)
  const { factor, low_freq_factor, high_freq_factor, original_max_position_embeddings } = rope_scaling
  if (kind === 'llama3' && low_freq_factor && high_freq_factor && original_max_position_embeddings) {
    const scaling: Llama3Scaling = {
      factor,
      lowFrequencyFactor: low_freq_factor,
      highFrequencyFactor: high_freq_factor,
      originalLengthTokens: original_max_position_embeddings,
    }
    return scaleLlama3(plain, scaling)
  }
  throw new ConfigError(
    `config.json asks for rope_scaling of type "${kind}" with ${JSON.stringify(rope_scaling)}. Known are default, linear and llama3 (with its three further keys).`,
  )
}

export function llamaShapes(config: LlamaConfig): ParameterShapes {
  const { vocabSize, hiddenSize, intermediateSize, headCount, keyValueHeadCount, headSize, bias, tied, headNorms } = config
  const { shapes, table, linear: addLinear, norm } = createShapes()
  table('model.embed_tokens', vocabSize, hiddenSize)
  for (let layer = 0; layer < config.layerCount; layer++) {
    const block = `model.layers.${layer}`
    norm(`${block}.input_layernorm`, hiddenSize, false)
    addLinear(`${block}.self_attn.q_proj`, hiddenSize, headCount * headSize, { bias: bias.queryKeyValue })
    for (const part of ['k_proj', 'v_proj'])
      addLinear(`${block}.self_attn.${part}`, hiddenSize, keyValueHeadCount * headSize, { bias: bias.queryKeyValue })
    addLinear(`${block}.self_attn.o_proj`, headCount * headSize, hiddenSize, { bias: bias.output })
    if (headNorms) for (const part of ['q_norm', 'k_norm']) norm(`${block}.self_attn.${part}`, headSize, false)
    norm(`${block}.post_attention_layernorm`, hiddenSize, false)
    for (const part of ['gate_proj', 'up_proj']) addLinear(`${block}.mlp.${part}`, hiddenSize, intermediateSize, { bias: bias.feedForward })
    addLinear(`${block}.mlp.down_proj`, intermediateSize, hiddenSize, { bias: bias.feedForward })
  }
  norm('model.norm', hiddenSize, false)
  table('lm_head', vocabSize, hiddenSize, tied)
  return shapes
}

export function llamaForward(parameters: Parameters, config: LlamaConfig, inputs: DecoderInputs, hooks: Hooks = {}): DecoderOutputs {
  const root = scope(parameters)
  const model = root.at('model')
  const table = model.tensor('embed_tokens.weight')
  const pastLength = pastLengthOf(inputs)
  const angles = anglesAt(positionsFrom(inputs, pastLength), config.frequencies)
  const mask = decoderMask(inputs, pastLength, config.window)
  const normed = (x: Tensor, place: Scope) => rootMeanSquareNorm(x, place, config.normEpsilon)
  return runDecoder(config, inputs, hooks, {
    start: hooks.embeddings ?? embedding(table, inputs.ids),
    mask: () => mask,
    block: (x, layer, attend) => block(x, model.at('layers').at(layer), attend),
    finish(x) {
      const hidden = normed(x, model.at('norm'))
      return { hidden, logits: linear(hidden, transpose(config.tied ? table : root.tensor('lm_head.weight'))) }
    },
  })

  function block(x: Tensor, place: Scope, attend: Attend): Tensor {
    const attended = add(x, attention(normed(x, place.at('input_layernorm')), place.at('self_attn'), attend))
    return add(
      attended,
      gatedFeedForward(normed(attended, place.at('post_attention_layernorm')), place.at('mlp'), activationOf(config.activation), hooks),
    )
  }

  function attention(h: Tensor, place: Scope, attend: Attend): Tensor {
    const head = (part: 'q' | 'k' | 'v', count: number) => splitHeads(project(h, place.at(`${part}_proj`), hooks), count)
    const turned = (part: 'q' | 'k', count: number) =>
      turn(headNorm(head(part, count), place.at(`${part}_norm`), config), angles, config.interleaved)
    const { headCount, keyValueHeadCount } = config
    return project(attend(turned('q', headCount), turned('k', keyValueHeadCount), head('v', keyValueHeadCount)), place.at('o_proj'), hooks)
  }
}

/** Over each head on its own, before the turn; models without such norms pass through. */
function headNorm(x: Tensor, place: Scope, { headNorms, normEpsilon }: LlamaConfig): Tensor {
  return headNorms ? rootMeanSquareNorm(x, place, normEpsilon) : x
}
