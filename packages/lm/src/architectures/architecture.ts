import type { Tensor } from '@offprint/engine'
import type { Hooks } from '../hooks.ts'

/** Parameters by their published names, base-model prefix included: `model.layers.0.self_attn.q_proj.weight`. */
export type Parameters = Readonly<Record<string, Tensor>>

/** What a layer keeps for the next tokens: `append` grows along axis 2 (keys, values), `replace` is a state of fixed size. */
export type LayerCache = Readonly<Record<string, Tensor>>

export type DecoderInputs = {
  /** [batch, length] int32. */
  readonly ids: Tensor
  /** [batch, length] int32; without it they count from the cache's length. */
  readonly positions?: Tensor
  /** [batch, past + length] int32: 1 for a token, 0 for padding. Without it all are tokens. */
  readonly mask?: Tensor
  /** One a layer, as `present` gave them; `append` caches hold all rows so far, also ones that `mask` leaves out. */
  readonly cache?: readonly LayerCache[]
  /** [batch, past + length] int32: where each key stands, when the cache's rows are not in a line without gaps. Wants `positions` too. */
  readonly keyPositions?: Tensor
  /** [count] int32: the columns of `ids` whose logits and last hidden states are wanted; without it all. Writing needs the last one alone. */
  readonly picked?: Tensor
}

export type DecoderOutputs = {
  /** [batch, length (or as many as were picked), vocab]. */
  readonly logits: Tensor
  /** After the last norm: [batch, length, size]. */
  readonly hidden: Tensor
  /** The rows of these tokens alone (`append`), or the new state (`replace`), one a layer. */
  readonly present: readonly LayerCache[]
  /** layers + 2 entries: embedding, after each layer, after the last norm. Where asked for. */
  readonly hiddenStates?: readonly Tensor[]
  /** [batch, heads, length, past + length] a layer. Where asked for. */
  readonly attentions?: readonly Tensor[]
}

export type EncoderInputs = { readonly ids: Tensor; readonly mask?: Tensor; readonly tokenTypes?: Tensor; readonly positions?: Tensor }

/** `hidden` [batch, length, size]; `logits` where the weights have a masked-language-model head; `pooled` where there is a pooler. */
export type EncoderOutputs = {
  readonly hidden: Tensor
  readonly logits?: Tensor
  readonly pooled?: Tensor
  /** [batch, 2], where the weights hold a next-sentence head (BERT). */
  readonly nextSentence?: Tensor
  readonly hiddenStates?: readonly Tensor[]
  readonly attentions?: readonly Tensor[]
}

export type EncoderDecoderInputs = {
  readonly ids: Tensor
  readonly mask?: Tensor
  readonly decoder: DecoderInputs /** [batch, length, size]: skips the encoder. */
  readonly encoded?: Tensor
}
export type EncoderDecoderOutputs = DecoderOutputs & { readonly encoded: Tensor }

/** Shapes by canonical name; `optional` ones may be left out of a file (a tied output matrix, a pooler). */
export type ParameterShapes = Readonly<Record<string, { readonly shape: readonly number[]; readonly optional?: boolean }>>

type Common<Config> = {
  /** As in config.json: the file here is called after it. */
  readonly modelType: string
  /** Prefix of the base model that some files leave out: `model.`, `transformer.`; '' where there is none. */
  readonly prefix: string
  /** Checks and reads config.json. Throws ConfigError with the key at fault. */
  readConfig(json: Readonly<Record<string, unknown>>): Config
  shapes(config: Config): ParameterShapes
  /** Tensors that a file may hold and that are no parameters (causal masks, rotary buffers). */
  readonly ignored?: RegExp
}

/** The sizes that whatever runs a model has to know. */
export type Sizes = {
  readonly vocabSize: number
  readonly hiddenSize: number
  readonly layerCount: number
  readonly headCount: number
  readonly keyValueHeadCount: number
  readonly headSize: number
  /** Longest input; Infinity where positions have no end. */
  readonly maxLengthTokens: number
}

export type DecoderArchitecture<Config extends Sizes = Sizes> = Common<Config> & {
  readonly kind: 'decoder'
  readonly cache: 'append' | 'replace'
  /** Shapes of an empty cache's entries for one layer, `null` where the length goes; batch 1. */
  emptyCache(config: Config): Readonly<Record<string, readonly (number | null)[]>>
  forward(parameters: Parameters, config: Config, inputs: DecoderInputs, hooks?: Hooks): DecoderOutputs
}

export type EncoderArchitecture<Config extends Sizes = Sizes> = Common<Config> & {
  readonly kind: 'encoder'
  forward(parameters: Parameters, config: Config, inputs: EncoderInputs, hooks?: Hooks): EncoderOutputs
}

export type EncoderDecoderArchitecture<Config extends Sizes = Sizes> = Common<Config> & {
  readonly kind: 'encoder-decoder'
  encode(parameters: Parameters, config: Config, ids: Tensor, mask?: Tensor, hooks?: Hooks): Tensor
  forward(parameters: Parameters, config: Config, inputs: EncoderDecoderInputs, hooks?: Hooks): EncoderDecoderOutputs
}

export type Architecture = DecoderArchitecture | EncoderArchitecture | EncoderDecoderArchitecture

/** config.json does not fit the architecture; the message names the key, its value and what is wanted. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly code = 'model-config'
}
