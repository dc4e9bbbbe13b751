import { add, embedding, linear, type Tensor, transpose } from '@offprint/engine'
import { z } from 'zod'
import type { Hooks } from '../hooks.ts'
import { splitFusedHeads } from '../layers/attention.ts'
import { type Attend, pastLengthOf, runDecoder } from '../layers/decoder.ts'
import { activationOf } from '../layers/feed-forward.ts'
import { decoderMask } from '../layers/mask.ts'
import { norm } from '../layers/norm.ts'
import { positionsFrom } from '../layers/positions.ts'
import { project } from '../layers/project.ts'
import { anglesAt, rotaryFrequencies, turnPart } from '../layers/rotary.ts'
import { type Scope, scope } from '../layers/scope.ts'
import type { DecoderArchitecture, DecoderInputs, DecoderOutputs, Parameters, Sizes } from './architecture.ts'
import { readConfig } from './config.ts'
import { createShapes, keyValueCache } from './shapes.ts'

const schema = z.object({
  vocab_size: z.int().positive(),
  hidden_size: z.int().positive(),
  num_attention_heads: z.int().positive(),
  num_hidden_layers: z.int().positive(),
  intermediate_size: z.int().positive(),
  max_position_embeddings: z.int().positive(),
  hidden_act: z.string().default('gelu'),
  layer_norm_eps: z.number().positive().default(1e-5),
  rotary_pct: z.number().positive().max(1).default(0.25),
  rotary_emb_base: z.number().positive().default(10_000),
  use_parallel_residual: z.boolean().default(true),
  attention_bias: z.boolean().default(true),
  tie_word_embeddings: z.boolean().default(false),
})

type GptNeoxConfig = Sizes & {
  readonly innerSize: number
  readonly activation: string
  readonly normEpsilon: number
  readonly rotarySize: number
  readonly rotaryBase: number
  readonly isParallel: boolean
  readonly attentionBias: boolean
  readonly tied: boolean
}

/** GPT-NeoX and Pythia (arXiv 2204.06745, 2304.01373): attention and feed-forward side by side, part of each head turned, untied output. */
export const architecture: DecoderArchitecture<GptNeoxConfig> = {
  modelType: 'gpt_neox',
  kind: 'decoder',
  prefix: 'gpt_neox.',
  cache: 'append',
  ignored: /attention\.(masked_bias|bias|rotary_emb\.inv_freq)$/,
  readConfig(json) {
    const config = readConfig(schema, json)
    const headSize = config.hidden_size / config.num_attention_heads
    return {
      vocabSize: config.vocab_size,
      hiddenSize: config.hidden_size,
      layerCount: config.num_hidden_layers,
      headCount: config.num_attention_heads,
      keyValueHeadCount: config.num_attention_heads,
      headSize,
      maxLengthTokens: config.max_position_embeddings,
      innerSize: config.intermediate_size,
      activation: config.hidden_act,
      normEpsilon: config.layer_norm_eps,
      rotarySize: Math.floor(headSize * config.rotary_pct),
      rotaryBase: config.rotary_emb_base,
      isParallel: config.use_parallel_residual,
      attentionBias: config.attention_bias,
      tied: config.tie_word_embeddings,
    }
  },
  shapes({ vocabSize, hiddenSize, layerCount, innerSize, attentionBias: bias, tied }) {
    const { shapes, table, linear: addLinear, norm: addNorm } = createShapes()
    table('gpt_neox.embed_in', vocabSize, hiddenSize)
    for (let layer = 0; layer < layerCount; layer++) {
      const block = `gpt_neox.layers.${layer}`
      addNorm(`${block}.input_layernorm`, hiddenSize)
      addLinear(`${block}.attention.query_key_value`, hiddenSize, 3 * hiddenSize, { bias })
      addLinear(`${block}.attention.dense`, hiddenSize, hiddenSize, { bias })
      addNorm(`${block}.post_attention_layernorm`, hiddenSize)
      addLinear(`${block}.mlp.dense_h_to_4h`, hiddenSize, innerSize)
      addLinear(`${block}.mlp.dense_4h_to_h`, innerSize, hiddenSize)
    }
    addNorm('gpt_neox.final_layer_norm', hiddenSize)
    table('embed_out', vocabSize, hiddenSize, tied)
    return shapes
  },
  emptyCache: keyValueCache,
  forward,
}

function forward(parameters: Parameters, config: GptNeoxConfig, inputs: DecoderInputs, hooks: Hooks = {}): DecoderOutputs {
  const root = scope(parameters)
  const model = root.at('gpt_neox')
  const table = model.tensor('embed_in.weight')
  const pastLength = pastLengthOf(inputs)
  const angles = anglesAt(positionsFrom(inputs, pastLength), rotaryFrequencies(config.rotarySize, config.rotaryBase))
  const mask = decoderMask(inputs, pastLength)
  return runDecoder(config, inputs, hooks, {
    start: hooks.embeddings ?? embedding(table, inputs.ids),
    mask: () => mask,
    block: (x, layer, attend) => block(x, model.at('layers').at(layer), attend),
    finish(x) {
      const hidden = norm(x, model.at('final_layer_norm'), config.normEpsilon)
      return { hidden, logits: linear(hidden, transpose(root.find('embed_out.weight') ?? table)) }
    },
  })

  function block(x: Tensor, place: Scope, attend: Attend): Tensor {
    const fused = project(norm(x, place.at('input_layernorm'), config.normEpsilon), place.at('attention.query_key_value'), hooks)
    const [query, key, value] = splitFusedHeads(fused, config.headCount)
    const turned = (head: Tensor) => turnPart(head, angles, config.rotarySize)
    const attention = project(attend(turned(query), turned(key), value), place.at('attention.dense'), hooks)
    const fed = (h: Tensor) => {
      const inner = activationOf(config.activation)(
        project(norm(h, place.at('post_attention_layernorm'), config.normEpsilon), place.at('mlp.dense_h_to_4h'), hooks),
      )
      return project(inner, place.at('mlp.dense_4h_to_h'), hooks)
    }
    if (config.isParallel) return add(add(x, attention), fed(x))
    const attended = add(x, attention)
    return add(attended, fed(attended))
  }
}
