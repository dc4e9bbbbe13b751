import type { TemplateMessage } from '../../chat/template.ts'
import type { ModelRow } from '../../models/model-row.ts'
import type { Failure } from '../api-error.ts'

/** Text or token ids. */
export type TextInput = string | readonly number[]

/** Writes on from prompts. The rows of its answer are prompt × n + choice. */
export type WriteJob = {
  readonly kind: 'write'
  readonly prompts: readonly TextInput[] | { readonly messages: readonly TemplateMessage[] }
  /** Choices a prompt. */
  readonly n: number
  /** 0 writes nothing, which `echo` makes sense of. With more than the context has room for, the job is refused. */
  readonly maxTokens?: number
  /** How many are written where `maxTokens` is not given; fewer where the context ends. */
  readonly usualTokens: number
  readonly stop: readonly string[]
  /** 0 takes the likeliest token each time. */
  readonly temperature: number
  readonly topP: number
  readonly seed: number
  /** Log-probabilities, with this many likeliest tokens beside each. */
  readonly topCount?: number
  /** Give the prompt back before what is written; with `topCount` its tokens are scored too. */
  readonly echo: boolean
  /** A JSON schema to which the text is kept. */
  readonly schema?: Readonly<Record<string, unknown>>
}

export type EmbedJob = { readonly kind: 'embed'; readonly inputs: readonly TextInput[] }
export type Job = WriteJob | EmbedJob

/** `bytes` are what the token adds to the text; null for special tokens, whose text is their name. */
export type TokenText = { readonly text: string; readonly bytes: readonly number[] | null }

/** A token of an answer. `start` is where it begins in the row's text, in UTF-16 units; a text's first token has no log-probability. */
export type AnswerToken = TokenText & {
  readonly start: number
  readonly logProbability: number | null
  readonly top: readonly (TokenText & { readonly logProbability: number })[]
}

/** `accepted` comes first, once: from there on only the machine can fail. The pieces of a row joined are its text. */
export type JobEvent =
  | { readonly type: 'accepted'; readonly promptTokens: number; readonly fingerprint: string }
  | {
      readonly type: 'piece'
      readonly row: number
      readonly text: string
      readonly tokens: readonly AnswerToken[]
      readonly written: number
      readonly finish?: 'stop' | 'length'
    }
  | { readonly type: 'vectors'; readonly vectors: Float32Array; readonly dimension: number }

/** The model that a job runs on, as the store describes it. */
export type ModelPlace = Pick<ModelRow, 'name' | 'path' | 'architecture' | 'sha256'>

export type ToModel = { readonly type: 'run'; readonly place: ModelPlace; readonly job: Job } | { readonly type: 'stop' }
export type FromModel =
  | { readonly type: 'event'; readonly event: JobEvent }
  | { readonly type: 'end' }
  | { readonly type: 'failed'; readonly failure: Failure }
