import { add, embedding, linear, split, type Tensor, transpose } from '@offprint/engine'
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
  n_embd: z.int().positive(),
  n_head: z.int().positive(),
  n_layer: z.int().positive(),
  n_positions: z.int().positive(),
  n_inner: z.int().positive().nullish(),
  activation_function: z.string().default('gelu_new'),
  layer_norm_epsilon: z.number().positive().default(1e-5),
})

export type Gpt2Config = Sizes & { readonly innerSize: number; readonly activation: string; readonly normEpsilon: number }

/** GPT-2 (Radford et al. 2019): learned positions, norms before each part, fused query-key-value in [in, out] order, tied output. */
export const architecture: DecoderArchitecture<Gpt2Config> = {
  modelType: 'gpt2',
  kind: 'decoder',
  prefix: 'transformer.',
  cache: 'append',
  ignored: /attn\.(masked_)?bias$/,
  readConfig(json) {
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
      activation: config.activation_function,
      normEpsilon: config.layer_norm_epsilon,
    }
  },
  shapes({ vocabSize, hiddenSize, maxLengthTokens, layerCount, innerSize }) {
    const { shapes, table, linear: addLinear, norm: addNorm } = createShapes()
    table('transformer.wte', vocabSize, hiddenSize)
    table('transformer.wpe', maxLengthTokens, hiddenSize)
    for (let layer = 0; layer < layerCount; layer++) {
      const block = `transformer.h.${layer}`
      addNorm(`${block}.ln_1`, hiddenSize)
      addLinear(`${block}.attn.c_attn`, hiddenSize, 3 * hiddenSize, { inOut: true })
      addLinear(`${block}.attn.c_proj`, hiddenSize, hiddenSize, { inOut: true })
      addNorm(`${block}.ln_2`, hiddenSize)
      addLinear(`${block}.mlp.c_fc`, hiddenSize, innerSize, { inOut: true })
      addLinear(`${block}.mlp.c_proj`, innerSize, hiddenSize, { inOut: true })
    }
    addNorm('transformer.ln_f', hiddenSize)
    table('lm_head', vocabSize, hiddenSize, true)
    return shapes
  },
  emptyCache: keyValueCache,
  forward,
}

function forward(parameters: Parameters, config: Gpt2Config, inputs: DecoderInputs, hooks: Hooks = {}): DecoderOutputs {
  const root = scope(parameters)
  const model = root.at('transformer')
  const table = model.tensor('wte.weight')
  const pastLength = pastLengthOf(inputs)
  const positions = embedding(model.tensor('wpe.weight'), positionsFrom(inputs, pastLength))
  const mask = decoderMask(inputs, pastLength)
  return runDecoder(config, inputs, hooks, {
    start: add(hooks.embeddings ?? embedding(table, inputs.ids), positions),
    mask: () => mask,
    block: (x, layer, attend) => block(x, model.at('h').at(layer), attend),
    finish(x) {
      const hidden = norm(x, model.at('ln_f'), config.normEpsilon)
      return { hidden, logits: linear(hidden, transpose(root.find('lm_head.weight') ?? table)) }
    },
  })

  function block(x: Tensor, place: Scope, attend: Attend): Tensor {
    const inOut = { inOut: true }
    const heads = split(project(norm(x, place.at('ln_1'), config.normEpsilon), place.at('attn.c_attn'), hooks, inOut), 3, -1)
    const [query, key, value] = heads.map((part) => splitHeads(part, config.headCount))
    const attended = add(x, project(attend(query, key, value), place.at('attn.c_proj'), hooks, inOut))
    const inner = activationOf(config.activation)(
      project(norm(attended, place.at('ln_2'), config.normEpsilon), place.at('mlp.c_fc'), hooks, inOut),
    )
    return add(attended, project(inner, place.at('mlp.c_proj'), hooks, inOut))
  }
}
