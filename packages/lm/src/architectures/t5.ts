import { add, embedding, linear, mul, plus, type Tensor, transpose } from '@offprint/engine'
import { z } from 'zod'
import type { Hooks, KeyValue } from '../hooks.ts'
import { attend, splitHeads } from '../layers/attention.ts'
import { pastLengthOf, runDecoder } from '../layers/decoder.ts'
import { type Activation, activationOf } from '../layers/feed-forward.ts'
import { addMasks, decoderMask, paddingMask } from '../layers/mask.ts'
import { rootMeanSquareNorm } from '../layers/norm.ts'
import { project } from '../layers/project.ts'
import { relativeBias } from '../layers/relative-position.ts'
import { type Scope, scope } from '../layers/scope.ts'
import {
  ConfigError,
  type EncoderDecoderArchitecture,
  type EncoderDecoderInputs,
  type EncoderDecoderOutputs,
  type Parameters,
  type Sizes,
} from './architecture.ts'
import { readConfig } from './config.ts'
import { createShapes } from './shapes.ts'

const schema = z.object({
  vocab_size: z.int().positive(),
  d_model: z.int().positive(),
  d_kv: z.int().positive(),
  d_ff: z.int().positive(),
  num_heads: z.int().positive(),
  num_layers: z.int().positive(),
  num_decoder_layers: z.int().positive().nullish(),
  relative_attention_num_buckets: z.int().positive().default(32),
  relative_attention_max_distance: z.int().positive().default(128),
  feed_forward_proj: z.string().default('relu'),
  layer_norm_epsilon: z.number().positive().default(1e-6),
  tie_word_embeddings: z.boolean().default(true),
})

export type T5Config = Sizes & {
  /** `layerCount` is that of the decoder. */
  readonly encoderLayerCount: number
  readonly innerSize: number
  readonly activation: string
  readonly isGated: boolean
  readonly bucketCount: number
  readonly maxDistance: number
  readonly normEpsilon: number
  readonly tied: boolean
}

/** T5 and T5 v1.1 (arXiv 1910.10683, 2002.05202): RMS norms, unscaled scores with relative buckets from the first layer, no biases. */
export const architecture: EncoderDecoderArchitecture<T5Config> = {
  modelType: 't5',
  kind: 'encoder-decoder',
  prefix: '',
  ignored: /EncDecAttention\.relative_attention_bias\.weight$|^(encoder|decoder)\.embed_tokens\.weight$/,
  readConfig(json) {
    const config = readConfig(schema, json)
    const [, gated, name] = /^(gated-)?(\w+)$/.exec(config.feed_forward_proj) ?? []
    if (!name) throw new ConfigError(`config.json has feed_forward_proj "${config.feed_forward_proj}": known are relu and gated-gelu.`)
    return {
      vocabSize: config.vocab_size,
      hiddenSize: config.d_model,
      layerCount: config.num_decoder_layers ?? config.num_layers,
      headCount: config.num_heads,
      keyValueHeadCount: config.num_heads,
      headSize: config.d_kv,
      maxLengthTokens: Number.POSITIVE_INFINITY,
      encoderLayerCount: config.num_layers,
      innerSize: config.d_ff,
      // "gated-gelu" is the tanh form in all published checkpoints.
      activation: gated && name === 'gelu' ? 'gelu_new' : name,
      isGated: gated !== undefined,
      bucketCount: config.relative_attention_num_buckets,
      maxDistance: config.relative_attention_max_distance,
      normEpsilon: config.layer_norm_epsilon,
      tied: config.tie_word_embeddings,
    }
  },
  shapes(config) {
    const { shapes, table, linear: addLinear, norm } = createShapes()
    const { hiddenSize, innerSize, headCount, headSize, bucketCount } = config
    const width = headCount * headSize
    const addAttention = (name: string) => {
      for (const part of ['q', 'k', 'v']) addLinear(`${name}.${part}`, hiddenSize, width, { bias: false })
      addLinear(`${name}.o`, width, hiddenSize, { bias: false })
    }
    table('shared', config.vocabSize, hiddenSize)
    for (const stack of ['encoder', 'decoder']) {
      const attentions = stack === 'encoder' ? ['SelfAttention'] : ['SelfAttention', 'EncDecAttention']
      table(`${stack}.block.0.layer.0.SelfAttention.relative_attention_bias`, bucketCount, headCount)
      for (let layer = 0; layer < (stack === 'encoder' ? config.encoderLayerCount : config.layerCount); layer++) {
        const block = `${stack}.block.${layer}.layer`
        attentions.forEach((name, i) => {
          addAttention(`${block}.${i}.${name}`)
          norm(`${block}.${i}.layer_norm`, hiddenSize, false)
        })
        const last = `${block}.${attentions.length}`
        for (const part of config.isGated ? ['wi_0', 'wi_1'] : ['wi'])
          addLinear(`${last}.DenseReluDense.${part}`, hiddenSize, innerSize, { bias: false })
        addLinear(`${last}.DenseReluDense.wo`, innerSize, hiddenSize, { bias: false })
        norm(`${last}.layer_norm`, hiddenSize, false)
      }
      norm(`${stack}.final_layer_norm`, hiddenSize, false)
    }
    table('lm_head', config.vocabSize, hiddenSize, config.tied)
    return shapes
  },
  encode,
  forward,
}

function encode(parameters: Parameters, config: T5Config, ids: Tensor, mask?: Tensor, hooks: Hooks = {}): Tensor {
  const root = scope(parameters)
  const stack = root.at('encoder')
  const length = ids.shape[1]
  const bias = relativeBias(biasTable(stack), length, length, { ...config, isTwoSided: true })
  const scores = addMasks(bias, mask && paddingMask(mask))
  let x = hooks.embeddings ?? embedding(root.tensor('shared.weight'), ids)
  for (let layer = 0; layer < config.encoderLayerCount; layer++) {
    const block = stack.at('block').at(layer).at('layer')
    const { query, keyValue } = heads(
      rootMeanSquareNorm(x, block.at('0.layer_norm'), config.normEpsilon),
      block.at('0.SelfAttention'),
      config,
      hooks,
    )
    const { output } = attend(query, keyValue, { ...config, layer, scale: 1, mask: scores, hooks })
    x = feedForward(add(x, project(output, block.at('0.SelfAttention.o'), hooks)), block.at(1), config, hooks)
  }
  return rootMeanSquareNorm(x, stack.at('final_layer_norm'), config.normEpsilon)
}

function forward(parameters: Parameters, config: T5Config, inputs: EncoderDecoderInputs, hooks: Hooks = {}): EncoderDecoderOutputs {
  const root = scope(parameters)
  const stack = root.at('decoder')
  const table = root.tensor('shared.weight')
  const encoded = inputs.encoded ?? encode(parameters, config, inputs.ids, inputs.mask, hooks)
  const pastLength = pastLengthOf(inputs.decoder)
  const length = inputs.decoder.ids.shape[1]
  const bias = relativeBias(biasTable(stack), length, plus(pastLength, length), { ...config, isTwoSided: false })
  const mask = add(decoderMask(inputs.decoder, pastLength), bias)
  // What a caller inserts is meant for one stack: embeddings for the encoder, prefixes and masks for the decoder.
  const outputs = runDecoder(config, inputs.decoder, hooks, {
    start: embedding(table, inputs.decoder.ids),
    mask: () => mask,
    block(x, layer, attendSelf) {
      const block = stack.at('block').at(layer).at('layer')
      const self = heads(rootMeanSquareNorm(x, block.at('0.layer_norm'), config.normEpsilon), block.at('0.SelfAttention'), config, hooks)
      const attended = add(x, project(attendSelf(self.query, self.keyValue.key, self.keyValue.value), block.at('0.SelfAttention.o'), hooks))
      return feedForward(add(attended, crossAttention(attended, block, layer)), block.at(2), config, hooks)
    },
    finish(x) {
      const hidden = rootMeanSquareNorm(x, stack.at('final_layer_norm'), config.normEpsilon)
      if (!config.tied) return { hidden, logits: project(hidden, root.at('lm_head'), hooks) }
      return { hidden, logits: linear(mul(hidden, config.hiddenSize ** -0.5), transpose(table)) }
    },
    scale: 1,
  })
  return { ...outputs, encoded }

  function crossAttention(x: Tensor, block: Scope, layer: number): Tensor {
    const place = block.at('1.EncDecAttention')
    const query = splitHeads(
      project(rootMeanSquareNorm(x, block.at('1.layer_norm'), config.normEpsilon), place.at('q'), hooks),
      config.headCount,
    )
    const keyValue = {
      key: splitHeads(project(encoded, place.at('k'), hooks), config.headCount),
      value: splitHeads(project(encoded, place.at('v'), hooks), config.headCount),
    }
    const { output } = attend(query, keyValue, { ...config, layer, scale: 1, mask: inputs.mask && paddingMask(inputs.mask) })
    return project(output, place.at('o'), hooks)
  }
}

function biasTable(stack: Scope): Tensor {
  return stack.tensor('block.0.layer.0.SelfAttention.relative_attention_bias.weight')
}

function heads(h: Tensor, place: Scope, { headCount }: T5Config, hooks: Hooks): { query: Tensor; keyValue: KeyValue } {
  const head = (part: string) => splitHeads(project(h, place.at(part), hooks), headCount)
  return { query: head('q'), keyValue: { key: head('k'), value: head('v') } }
}

function feedForward(x: Tensor, place: Scope, { isGated, activation: name, normEpsilon }: T5Config, hooks: Hooks): Tensor {
  const activation: Activation = activationOf(name)
  const h = rootMeanSquareNorm(x, place.at('layer_norm'), normEpsilon)
  const dense = place.at('DenseReluDense')
  const inner = isGated
    ? mul(activation(project(h, dense.at('wi_0'), hooks)), project(h, dense.at('wi_1'), hooks))
    : activation(project(h, dense.at('wi'), hooks))
  return add(x, project(inner, dense.at('wo'), hooks))
}
