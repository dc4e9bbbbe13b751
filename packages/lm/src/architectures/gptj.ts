import { add, embedding, type Tensor } from '@offprint/engine'
import { z } from 'zod'
import type { Hooks } from '../hooks.ts'
import { splitHeads } from '../layers/attention.ts'
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
  n_embd: z.int().positive(),
  n_head: z.int().positive(),
  n_layer: z.int().positive(),
  n_positions: z.int().positive(),
  n_inner: z.int().positive().nullish(),
  rotary_dim: z.int().positive().default(64),
  activation_function: z.string().default('gelu_new'),
  layer_norm_epsilon: z.number().positive().default(1e-5),
})

export type GptjConfig = Sizes & {
  readonly innerSize: number
  readonly rotarySize: number
  readonly activation: string
  readonly normEpsilon: number
}

/** Query, key and value heads [batch, heads, length, size] of normed states. */
export type Heads = (h: Tensor, place: Scope, config: GptjConfig, hooks: Hooks) => readonly [query: Tensor, key: Tensor, value: Tensor]

/** GPT-J (Wang and Komatsuzaki 2021): one norm for attention and feed-forward side by side, neighbours turned, output with a bias. */
export const architecture: DecoderArchitecture<GptjConfig> = {
  modelType: 'gptj',
  kind: 'decoder',
  prefix: 'transformer.',
  cache: 'append',
  ignored: /attn\.(masked_)?bias$/,
  readConfig: readGptjConfig,
  shapes: (config) => gptjShapes(config, ['q_proj', 'k_proj', 'v_proj']),
  emptyCache: keyValueCache,
  forward: (parameters, config, inputs, hooks) => gptjForward(parameters, config, inputs, hooks, separateHeads),
}

const separateHeads: Heads = (h, place, { headCount }, hooks) => [
  splitHeads(project(h, place.at('q_proj'), hooks), headCount),
  splitHeads(project(h, place.at('k_proj'), hooks), headCount),
  splitHeads(project(h, place.at('v_proj'), hooks), headCount),
]

export function readGptjConfig(json: Readonly<Record<string, unknown>>): GptjConfig {
  const config = readConfig(schema, json)
  return {
    vocabSize: config.vocab_size,
    hiddenSize: config.n_embd,
    layerCount: config.n_layer,
    headCount: config.n_head,
    keyValueHeadCount: config.n_head,
    headSize: config.n_embd / config.n_head,
    maxLengthTokens: config.n_positions,
    innerSize: config.n_inner ?? 4 * config.n_embd,
    rotarySize: config.rotary_dim,
    activation: config.activation_function,
    normEpsilon: config.layer_norm_epsilon,
  }
}

/** `projections`: the names of query, key and value, or the one name of all three together. */
export function gptjShapes({ vocabSize, hiddenSize, layerCount, innerSize }: GptjConfig, projections: readonly string[]) {
  const { shapes, table, linear, norm: addNorm } = createShapes()
  table('transformer.wte', vocabSize, hiddenSize)
  for (let layer = 0; layer < layerCount; layer++) {
    const block = `transformer.h.${layer}`
    addNorm(`${block}.ln_1`, hiddenSize)
    for (const part of projections) linear(`${block}.attn.${part}`, hiddenSize, (3 / projections.length) * hiddenSize, { bias: false })
    linear(`${block}.attn.out_proj`, hiddenSize, hiddenSize, { bias: false })
    linear(`${block}.mlp.fc_in`, hiddenSize, innerSize)
    linear(`${block}.mlp.fc_out`, innerSize, hiddenSize)
  }
  addNorm('transformer.ln_f', hiddenSize)
  linear('lm_head', hiddenSize, vocabSize)
  return shapes
}

export function gptjForward(
  parameters: Parameters,
  config: GptjConfig,
  inputs: DecoderInputs,
  hooks: Hooks = {},
  heads: Heads,
): DecoderOutputs {
  const root = scope(parameters)
  const model = root.at('transformer')
  const pastLength = pastLengthOf(inputs)
  const angles = anglesAt(positionsFrom(inputs, pastLength), rotaryFrequencies(config.rotarySize, 10_000))
  const mask = decoderMask(inputs, pastLength)
  return runDecoder(config, inputs, hooks, {
    start: hooks.embeddings ?? embedding(model.tensor('wte.weight'), inputs.ids),
    mask: () => mask,
    block: (x, layer, attend) => block(x, model.at('h').at(layer), attend),
    finish(x) {
      const hidden = norm(x, model.at('ln_f'), config.normEpsilon)
      return { hidden, logits: project(hidden, root.at('lm_head'), hooks) }
    },
  })

  function block(x: Tensor, place: Scope, attend: Attend): Tensor {
    const h = norm(x, place.at('ln_1'), config.normEpsilon)
    const [query, key, value] = heads(h, place.at('attn'), config, hooks)
    const turned = (head: Tensor) => turnPart(head, angles, config.rotarySize, true)
    const attention = project(attend(turned(query), turned(key), value), place.at('attn.out_proj'), hooks)
    const inner = activationOf(config.activation)(project(h, place.at('mlp.fc_in'), hooks))
    return add(add(x, attention), project(inner, place.at('mlp.fc_out'), hooks))
  }
}
