import { add, embedding, linear, type Tensor, transpose } from '@offprint/engine'
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
  num_heads: z.int().positive(),
  num_layers: z.int().positive(),
  max_position_embeddings: z.int().positive(),
  intermediate_size: z.int().positive().nullish(),
  activation_function: z.string().default('gelu_new'),
  layer_norm_epsilon: z.number().positive().default(1e-5),
  window_size: z.int().positive().default(256),
  attention_layers: z.array(z.enum(['global', 'local'])).optional(),
  attention_types: z.array(z.tuple([z.array(z.enum(['global', 'local'])), z.int().positive()])).default([[['global', 'local'], 12]]),
})

type GptNeoConfig = Sizes & {
  readonly innerSize: number
  readonly activation: string
  readonly normEpsilon: number
  readonly windows: readonly (number | undefined)[]
}

/** GPT-Neo (EleutherAI 2021): GPT-2 with separate projections, unscaled scores, and a window in every other layer. */
export const architecture: DecoderArchitecture<GptNeoConfig> = {
  modelType: 'gpt_neo',
  kind: 'decoder',
  prefix: 'transformer.',
  cache: 'append',
  ignored: /attn\.attention\.(masked_)?bias$/,
  readConfig(json) {
    const config = readConfig(schema, json)
    const kinds =
      config.attention_layers ?? config.attention_types.flatMap(([pattern, count]) => Array.from({ length: count }, () => pattern).flat())
    return {
      vocabSize: config.vocab_size,
      hiddenSize: config.hidden_size,
      layerCount: config.num_layers,
      headCount: config.num_heads,
      keyValueHeadCount: config.num_heads,
      headSize: config.hidden_size / config.num_heads,
      maxLengthTokens: config.max_position_embeddings,
      innerSize: config.intermediate_size ?? 4 * config.hidden_size,
      activation: config.activation_function,
      normEpsilon: config.layer_norm_epsilon,
      windows: kinds.map((kind) => (kind === 'local' ? config.window_size : undefined)),
    }
  },
  shapes({ vocabSize, hiddenSize, maxLengthTokens, layerCount, innerSize }) {
    const { shapes, table, linear: addLinear, norm: addNorm } = createShapes()
    table('transformer.wte', vocabSize, hiddenSize)
    table('transformer.wpe', maxLengthTokens, hiddenSize)
    for (let layer = 0; layer < layerCount; layer++) {
      const block = `transformer.h.${layer}`
      addNorm(`${block}.ln_1`, hiddenSize)
      for (const part of ['q_proj', 'k_proj', 'v_proj'])
        addLinear(`${block}.attn.attention.${part}`, hiddenSize, hiddenSize, { bias: false })
      addLinear(`${block}.attn.attention.out_proj`, hiddenSize, hiddenSize)
      addNorm(`${block}.ln_2`, hiddenSize)
      addLinear(`${block}.mlp.c_fc`, hiddenSize, innerSize)
      addLinear(`${block}.mlp.c_proj`, innerSize, hiddenSize)
    }
    addNorm('transformer.ln_f', hiddenSize)
    table('lm_head', vocabSize, hiddenSize, true)
    return shapes
  },
  emptyCache: keyValueCache,
  forward,
}

function forward(parameters: Parameters, config: GptNeoConfig, inputs: DecoderInputs, hooks: Hooks = {}): DecoderOutputs {
  const root = scope(parameters)
  const model = root.at('transformer')
  const table = model.tensor('wte.weight')
  const pastLength = pastLengthOf(inputs)
  return runDecoder(config, inputs, hooks, {
    start: add(hooks.embeddings ?? embedding(table, inputs.ids), embedding(model.tensor('wpe.weight'), positionsFrom(inputs, pastLength))),
    mask: (layer) => decoderMask(inputs, pastLength, config.windows[layer]),
    block: (x, layer, attend) => block(x, model.at('h').at(layer), attend),
    finish(x) {
      const hidden = norm(x, model.at('ln_f'), config.normEpsilon)
      return { hidden, logits: linear(hidden, transpose(root.find('lm_head.weight') ?? table)) }
    },
    scale: 1,
  })

  function block(x: Tensor, place: Scope, attend: Attend): Tensor {
    const attention = place.at('attn.attention')
    const h = norm(x, place.at('ln_1'), config.normEpsilon)
    const head = (part: string) => splitHeads(project(h, attention.at(part), hooks), config.headCount)
    const attended = add(x, project(attend(head('q_proj'), head('k_proj'), head('v_proj')), attention.at('out_proj'), hooks))
    const inner = activationOf(config.activation)(
      project(norm(attended, place.at('ln_2'), config.normEpsilon), place.at('mlp.c_fc'), hooks),
    )
    return add(attended, project(inner, place.at('mlp.c_proj'), hooks))
  }
}
