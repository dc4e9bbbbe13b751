import { add, arange, cast, cumsum, embedding, linear, mul, plus, sub, type Tensor, transpose, unsqueeze } from '@offprint/engine'
import { z } from 'zod'
import type { Hooks } from '../hooks.ts'
import { splitFusedHeads } from '../layers/attention.ts'
import { type Attend, pastLengthOf, runDecoder } from '../layers/decoder.ts'
import { activationOf } from '../layers/feed-forward.ts'
import { decoderMask } from '../layers/mask.ts'
import { norm } from '../layers/norm.ts'
import { project } from '../layers/project.ts'
import { type Scope, scope } from '../layers/scope.ts'
import type { DecoderArchitecture, DecoderInputs, DecoderOutputs, Parameters, Sizes } from './architecture.ts'
import { readConfig } from './config.ts'
import { createShapes, keyValueCache } from './shapes.ts'

const schema = z.object({
  vocab_size: z.int().positive(),
  hidden_size: z.int().positive().optional(),
  n_embed: z.int().positive().optional(),
  n_head: z.int().positive().optional(),
  num_attention_heads: z.int().positive().optional(),
  n_layer: z.int().positive(),
  layer_norm_epsilon: z.number().positive().default(1e-5),
  apply_residual_connection_post_layernorm: z.boolean().default(false),
})

type BloomConfig = Sizes & { readonly normEpsilon: number; readonly residualAfterNorm: boolean }

/** BLOOM (arXiv 2211.05100): ALiBi instead of positions (arXiv 2108.12409), a norm on the embeddings, fused heads, tied output. */
export const architecture: DecoderArchitecture<BloomConfig> = {
  modelType: 'bloom',
  kind: 'decoder',
  prefix: 'transformer.',
  cache: 'append',
  readConfig(json) {
    const config = readConfig(schema, json)
    const headCount = config.n_head ?? config.num_attention_heads ?? 8
    const hiddenSize = config.hidden_size ?? config.n_embed ?? 64
    return {
      vocabSize: config.vocab_size,
      hiddenSize,
      layerCount: config.n_layer,
      headCount,
      keyValueHeadCount: headCount,
      headSize: hiddenSize / headCount,
      maxLengthTokens: Number.POSITIVE_INFINITY,
      normEpsilon: config.layer_norm_epsilon,
      residualAfterNorm: config.apply_residual_connection_post_layernorm,
    }
  },
  shapes({ vocabSize, hiddenSize, layerCount }) {
    const { shapes, table, linear: addLinear, norm: addNorm } = createShapes()
    table('transformer.word_embeddings', vocabSize, hiddenSize)
    addNorm('transformer.word_embeddings_layernorm', hiddenSize)
    for (let layer = 0; layer < layerCount; layer++) {
      const block = `transformer.h.${layer}`
      addNorm(`${block}.input_layernorm`, hiddenSize)
      addLinear(`${block}.self_attention.query_key_value`, hiddenSize, 3 * hiddenSize)
      addLinear(`${block}.self_attention.dense`, hiddenSize, hiddenSize)
      addNorm(`${block}.post_attention_layernorm`, hiddenSize)
      addLinear(`${block}.mlp.dense_h_to_4h`, hiddenSize, 4 * hiddenSize)
      addLinear(`${block}.mlp.dense_4h_to_h`, 4 * hiddenSize, hiddenSize)
    }
    addNorm('transformer.ln_f', hiddenSize)
    table('lm_head', vocabSize, hiddenSize, true)
    return shapes
  },
  emptyCache: keyValueCache,
  forward,
}

function forward(parameters: Parameters, config: BloomConfig, inputs: DecoderInputs, hooks: Hooks = {}): DecoderOutputs {
  const root = scope(parameters)
  const model = root.at('transformer')
  const table = model.tensor('word_embeddings.weight')
  const mask = add(decoderMask(inputs, pastLengthOf(inputs)), alibi(inputs, config.headCount))
  return runDecoder(config, inputs, hooks, {
    start: norm(hooks.embeddings ?? embedding(table, inputs.ids), model.at('word_embeddings_layernorm'), config.normEpsilon),
    mask: () => mask,
    block: (x, layer, attend) => block(x, model.at('h').at(layer), attend),
    finish(x) {
      const hidden = norm(x, model.at('ln_f'), config.normEpsilon)
      return { hidden, logits: linear(hidden, transpose(root.find('lm_head.weight') ?? table)) }
    },
  })

  function block(x: Tensor, place: Scope, attend: Attend): Tensor {
    const h = norm(x, place.at('input_layernorm'), config.normEpsilon)
    const [query, key, value] = splitFusedHeads(project(h, place.at('self_attention.query_key_value'), hooks), config.headCount)
    const attended = add(config.residualAfterNorm ? h : x, project(attend(query, key, value), place.at('self_attention.dense'), hooks))
    const normed = norm(attended, place.at('post_attention_layernorm'), config.normEpsilon)
    const inner = activationOf('gelu_new')(project(normed, place.at('mlp.dense_h_to_4h'), hooks))
    return add(config.residualAfterNorm ? normed : attended, project(inner, place.at('mlp.dense_4h_to_h'), hooks))
  }
}

/** Slope of each head times the key's place among the real tokens: [1 or batch, heads, 1, keys]. The softmax takes the query's place out. */
function alibi(inputs: DecoderInputs, headCount: number): Tensor {
  const { mask } = inputs
  const counted = mask && cast(mask, 'float32')
  const places = counted
    ? mul(sub(cumsum(counted, 1), 1), counted)
    : unsqueeze(arange(plus(pastLengthOf(inputs), inputs.ids.shape[1]), 'float32'), 0)
  const slopes = { data: alibiSlopes(headCount), shape: [1, headCount, 1, 1], dtype: 'float32' } as const
  return mul(slopes, unsqueeze(unsqueeze(places, 1), 1))
}

/** 2^(−8/n · i) for n heads, a power of two; other counts take every other slope of the next power (arXiv 2108.12409, appendix). */
export function alibiSlopes(headCount: number): Float32Array {
  const power = 2 ** Math.floor(Math.log2(headCount))
  const slopes = Array.from({ length: power }, (_, i) => 2 ** ((-8 / power) * (i + 1)))
  const between = Array.from({ length: headCount - power }, (_, i) => 2 ** ((-4 / power) * (2 * i + 1)))
  return Float32Array.from([...slopes, ...between])
}
