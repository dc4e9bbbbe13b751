import {
  add,
  cast,
  concat,
  conv1d,
  embedding,
  exp,
  full,
  gather,
  linear,
  maximum,
  minimum,
  minus,
  mul,
  neg,
  repeat,
  reshape,
  rmsNorm,
  silu,
  slice,
  softplus,
  split,
  type Tensor,
  transpose,
  unsqueeze,
} from '@offprint/engine'
import { z } from 'zod'
import type { Hooks } from '../hooks.ts'
import { rootMeanSquareNorm } from '../layers/norm.ts'
import { project } from '../layers/project.ts'
import { type Scope, scope } from '../layers/scope.ts'
import { scanStates } from '../layers/state-space.ts'
import type { DecoderArchitecture, DecoderInputs, DecoderOutputs, LayerCache, Parameters, Sizes } from './architecture.ts'
import { readConfig } from './config.ts'
import { createShapes } from './shapes.ts'

const schema = z.object({
  vocab_size: z.int().positive(),
  hidden_size: z.int().positive(),
  num_hidden_layers: z.int().positive(),
  num_heads: z.int().positive(),
  head_dim: z.int().positive(),
  state_size: z.int().positive(),
  n_groups: z.int().positive().default(8),
  expand: z.number().positive().default(2),
  conv_kernel: z.int().min(2).default(4),
  layer_norm_epsilon: z.number().positive().default(1e-5),
  time_step_limit: z.tuple([z.number(), z.number().or(z.literal(Number.POSITIVE_INFINITY))]).default([0, Number.POSITIVE_INFINITY]),
  use_bias: z.boolean().default(false),
  use_conv_bias: z.boolean().default(true),
  tie_word_embeddings: z.boolean().default(false),
})

type Mamba2Config = Sizes & {
  readonly innerSize: number
  readonly stateSize: number
  readonly groupCount: number
  readonly kernelSize: number
  readonly normEpsilon: number
  readonly timeStepLimit: readonly [number, number]
  readonly bias: boolean
  readonly convolutionBias: boolean
  readonly tied: boolean
}

/** Mamba-2 (arXiv 2405.21060): state-space layers with a short causal convolution and a gated norm; its cache is a state of fixed size. */
export const architecture: DecoderArchitecture<Mamba2Config> = {
  modelType: 'mamba2',
  kind: 'decoder',
  prefix: '',
  cache: 'replace',
  readConfig(json) {
    const config = readConfig(schema, json)
    return {
      vocabSize: config.vocab_size,
      hiddenSize: config.hidden_size,
      layerCount: config.num_hidden_layers,
      headCount: config.num_heads,
      keyValueHeadCount: config.num_heads,
      headSize: config.head_dim,
      maxLengthTokens: Number.POSITIVE_INFINITY,
      innerSize: Math.round(config.expand * config.hidden_size),
      stateSize: config.state_size,
      groupCount: config.n_groups,
      kernelSize: config.conv_kernel,
      normEpsilon: config.layer_norm_epsilon,
      timeStepLimit: config.time_step_limit,
      bias: config.use_bias,
      convolutionBias: config.use_conv_bias,
      tied: config.tie_word_embeddings,
    }
  },
  shapes(config) {
    const { shapes, table, linear: addLinear, norm } = createShapes()
    const { hiddenSize, innerSize, headCount, kernelSize, bias } = config
    const width = convolvedSize(config)
    table('backbone.embeddings', config.vocabSize, hiddenSize)
    const single: Record<string, { shape: number[] }> = {}
    for (let layer = 0; layer < config.layerCount; layer++) {
      const mixer = `backbone.layers.${layer}.mixer`
      norm(`backbone.layers.${layer}.norm`, hiddenSize, false)
      addLinear(`${mixer}.in_proj`, hiddenSize, innerSize + width + headCount, { bias })
      single[`${mixer}.conv1d.weight`] = { shape: [width, 1, kernelSize] }
      if (config.convolutionBias) single[`${mixer}.conv1d.bias`] = { shape: [width] }
      for (const part of ['A_log', 'D', 'dt_bias']) single[`${mixer}.${part}`] = { shape: [headCount] }
      norm(`${mixer}.norm`, innerSize, false)
      addLinear(`${mixer}.out_proj`, innerSize, hiddenSize, { bias })
    }
    norm('backbone.norm_f', hiddenSize, false)
    table('lm_head', config.vocabSize, hiddenSize, config.tied)
    return { ...shapes, ...single }
  },
  emptyCache: (config) => ({
    rows: [1, config.kernelSize - 1, convolvedSize(config)],
    state: [1, config.headCount, config.headSize, config.stateSize],
  }),
  forward,
}

/** Inputs, writes and reads go through the convolution together. */
function convolvedSize({ innerSize, groupCount, stateSize }: Mamba2Config): number {
  return innerSize + 2 * groupCount * stateSize
}

function forward(parameters: Parameters, config: Mamba2Config, inputs: DecoderInputs, hooks: Hooks = {}): DecoderOutputs {
  const root = scope(parameters)
  const model = root.at('backbone')
  const table = model.tensor('embeddings.weight')
  const [batch, length] = inputs.ids.shape
  // 1 for tokens, 0 for padding: padded steps write nothing.
  const real = inputs.mask && unsqueeze(cast(slice(inputs.mask, 1, minus(inputs.mask.shape[1], length)), 'float32'), -1)
  const present: LayerCache[] = []
  let x = hooks.embeddings ?? embedding(table, inputs.ids)
  const hiddenStates = [x]
  for (let layer = 0; layer < config.layerCount; layer++) {
    const block = model.at('layers').at(layer)
    x = add(x, mixer(rootMeanSquareNorm(x, block.at('norm'), config.normEpsilon), block.at('mixer'), inputs.cache?.[layer]))
    hiddenStates.push(x)
  }
  const hidden = rootMeanSquareNorm(inputs.picked ? gather(x, inputs.picked, 1) : x, model.at('norm_f'), config.normEpsilon)
  const logits = linear(hidden, transpose(root.find('lm_head.weight') ?? table))
  return { logits, hidden, present, ...(hooks.capture?.hiddenStates && { hiddenStates: [...hiddenStates, hidden] }) }

  function mixer(h: Tensor, place: Scope, cache: LayerCache | undefined): Tensor {
    const { innerSize, headCount, headSize, stateSize, groupCount } = config
    const projected = project(real ? mul(h, real) : h, place.at('in_proj'), hooks)
    const [gate, joint, rawStep] = split(projected, [innerSize, convolvedSize(config), headCount], -1)
    const [flat, b, c] = split(convolve(joint, place, cache), [innerSize, groupCount * stateSize, groupCount * stateSize], -1)
    const step = limited(softplus(add(rawStep, place.tensor('dt_bias'))), config.timeStepLimit) // [batch, length, heads]
    const x = reshape(flat, [batch, length, headCount, headSize])
    const shared = (t: Tensor) => repeatGroups(reshape(t, [batch, length, groupCount, stateSize]), headCount / groupCount)
    const before = cache?.state ?? full([batch, headCount, headSize, stateSize], 0)
    const scanned = scanStates({
      x: mul(x, unsqueeze(step, -1)),
      decay: mul(step, neg(exp(place.tensor('A_log')))),
      b: shared(b),
      c: shared(c),
      state: before,
    })
    present.push({ ...present.pop(), state: scanned.state })
    const y = reshape(add(scanned.y, mul(x, unsqueeze(place.tensor('D'), -1))), [batch, length, innerSize])
    return project(rmsNorm(mul(y, silu(gate)), place.tensor('norm.weight'), config.normEpsilon), place.at('out_proj'), hooks)
  }

  /** Causal convolution that goes on from the last rows of the text before. */
  function convolve(joint: Tensor, place: Scope, cache: LayerCache | undefined): Tensor {
    const rows = concat([cache?.rows ?? full([batch, config.kernelSize - 1, convolvedSize(config)], 0), joint], 1)
    present.push({ rows: slice(rows, 1, length) })
    const y = silu(conv1d(rows, place.tensor('conv1d.weight'), { bias: place.find('conv1d.bias'), groups: convolvedSize(config) }))
    return real ? mul(y, real) : y
  }
}

function limited(step: Tensor, [low, high]: readonly [number, number]): Tensor {
  const above = low > 0 ? maximum(step, low) : step
  return Number.isFinite(high) ? minimum(above, high) : above
}

/** [batch, length, groups, size] → [batch, length, heads, size]: the heads of a group share its entries. */
function repeatGroups(x: Tensor, count: number): Tensor {
  const [batch, length, groups, size] = x.shape
  return reshape(repeat(unsqueeze(x, 3), 3, count), [batch, length, (groups as number) * count, size])
}
