import { add, cast, cumsum, embedding, linear, mul, slice, sub, type Tensor, transpose } from '@offprint/engine'
import { z } from 'zod'
import type { Hooks } from '../hooks.ts'
import { splitHeads } from '../layers/attention.ts'
import { type Attend, pastLengthOf, runDecoder } from '../layers/decoder.ts'
import { activationOf } from '../layers/feed-forward.ts'
import { decoderMask } from '../layers/mask.ts'
import { norm } from '../layers/norm.ts'
import { positionsFrom } from '../layers/positions.ts'
import { project } from '../layers/project.ts'
import { type Scope, scope } from '../layers/scope.ts'
import type { DecoderArchitecture, DecoderInputs, DecoderOutputs, Parameters, Sizes } from './architecture.ts'
import { readConfig } from './config.ts'
import { createShapes, keyValueCache } from './shapes.ts'

const schema = z.object({
  vocab_size: z.int().positive(),
  hidden_size: z.int().positive(),
  num_attention_heads: z.int().positive(),
  num_hidden_layers: z.int().positive(),
  ffn_dim: z.int().positive(),
  max_position_embeddings: z.int().positive(),
  activation_function: z.string().default('relu'),
  do_layer_norm_before: z.boolean().default(true),
  word_embed_proj_dim: z.int().positive().nullish(),
  enable_bias: z.boolean().default(true),
  _remove_final_layer_norm: z.boolean().default(false),
})

type OptConfig = Sizes & {
  readonly innerSize: number
  readonly activation: string
  readonly isNormFirst: boolean
  readonly hasFinalNorm: boolean
  readonly embeddingSize: number
  readonly bias: boolean
}

/** The first two rows of the position table belong to padding and start (fairseq's layout). */
const positionOffset = 2
const normEpsilon = 1e-5

/** OPT (arXiv 2205.01068): learned positions counted by the mask, ReLU, tied output; the 350M size has norms after each part. */
export const architecture: DecoderArchitecture<OptConfig> = {
  modelType: 'opt',
  kind: 'decoder',
  prefix: 'model.',
  cache: 'append',
  readConfig(json) {
    const config = readConfig(schema, json)
    return {
      vocabSize: config.vocab_size,
      hiddenSize: config.hidden_size,
      layerCount: config.num_hidden_layers,
      headCount: config.num_attention_heads,
      keyValueHeadCount: config.num_attention_heads,
      headSize: config.hidden_size / config.num_attention_heads,
      maxLengthTokens: config.max_position_embeddings,
      innerSize: config.ffn_dim,
      activation: config.activation_function,
      isNormFirst: config.do_layer_norm_before,
      hasFinalNorm: config.do_layer_norm_before && !config._remove_final_layer_norm,
      embeddingSize: config.word_embed_proj_dim ?? config.hidden_size,
      bias: config.enable_bias,
    }
  },
  shapes({ vocabSize, hiddenSize, embeddingSize, maxLengthTokens, layerCount, innerSize, hasFinalNorm, bias }) {
    const { shapes, table, linear: addLinear, norm: addNorm } = createShapes()
    table('model.decoder.embed_tokens', vocabSize, embeddingSize)
    table('model.decoder.embed_positions', maxLengthTokens + positionOffset, hiddenSize)
    if (embeddingSize !== hiddenSize) {
      addLinear('model.decoder.project_in', embeddingSize, hiddenSize, { bias: false })
      addLinear('model.decoder.project_out', hiddenSize, embeddingSize, { bias: false })
    }
    for (let layer = 0; layer < layerCount; layer++) {
      const block = `model.decoder.layers.${layer}`
      for (const part of ['q_proj', 'k_proj', 'v_proj', 'out_proj'])
        addLinear(`${block}.self_attn.${part}`, hiddenSize, hiddenSize, { bias })
      addNorm(`${block}.self_attn_layer_norm`, hiddenSize)
      addLinear(`${block}.fc1`, hiddenSize, innerSize, { bias })
      addLinear(`${block}.fc2`, innerSize, hiddenSize, { bias })
      addNorm(`${block}.final_layer_norm`, hiddenSize)
    }
    if (hasFinalNorm) addNorm('model.decoder.final_layer_norm', hiddenSize)
    table('lm_head', vocabSize, embeddingSize, true)
    return shapes
  },
  emptyCache: keyValueCache,
  forward,
}

function forward(parameters: Parameters, config: OptConfig, inputs: DecoderInputs, hooks: Hooks = {}): DecoderOutputs {
  const root = scope(parameters)
  const model = root.at('model.decoder')
  const table = model.tensor('embed_tokens.weight')
  const isProjected = config.embeddingSize !== config.hiddenSize
  const mask = decoderMask(inputs, pastLengthOf(inputs))
  const words = hooks.embeddings ?? embedding(table, inputs.ids)
  return runDecoder(config, inputs, hooks, {
    start: add(
      isProjected ? project(words, model.at('project_in'), hooks) : words,
      embedding(model.tensor('embed_positions.weight'), positions(inputs)),
    ),
    mask: () => mask,
    block: (x, layer, attend) => block(x, model.at('layers').at(layer), attend),
    finish(x) {
      const normed = config.hasFinalNorm ? norm(x, model.at('final_layer_norm'), normEpsilon) : x
      const hidden = isProjected ? project(normed, model.at('project_out'), hooks) : normed
      return { hidden, logits: linear(hidden, transpose(root.find('lm_head.weight') ?? table)) }
    },
  })

  function block(x: Tensor, place: Scope, attend: Attend): Tensor {
    const before = (h: Tensor, name: string) => (config.isNormFirst ? norm(h, place.at(name), normEpsilon) : h)
    const after = (h: Tensor, name: string) => (config.isNormFirst ? h : norm(h, place.at(name), normEpsilon))
    const h = before(x, 'self_attn_layer_norm')
    const head = (part: string) => splitHeads(project(h, place.at(`self_attn.${part}`), hooks), config.headCount)
    const attention = project(attend(head('q_proj'), head('k_proj'), head('v_proj')), place.at('self_attn.out_proj'), hooks)
    const attended = after(add(x, attention), 'self_attn_layer_norm')
    const inner = activationOf(config.activation)(project(before(attended, 'final_layer_norm'), place.at('fc1'), hooks))
    return after(add(attended, project(inner, place.at('fc2'), hooks)), 'final_layer_norm')
  }
}

/** Real tokens up to each new one, counted by the mask: padding gets row 1, the first token row 2. */
function positions(inputs: DecoderInputs): Tensor {
  const pastLength = pastLengthOf(inputs)
  if (!inputs.mask) return add(positionsFrom(inputs, pastLength), positionOffset)
  const counted = cast(cumsum(cast(inputs.mask, 'float32'), 1), 'int32')
  return add(slice(sub(mul(counted, inputs.mask), 1), 1, pastLength), positionOffset)
}
