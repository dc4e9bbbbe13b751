/** A message of a conversation. */
export type ChatMessage = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }

export type ChatRequest = {
  readonly messages: readonly ChatMessage[]
  /** 0 is greedy. Default 0. */
  readonly temperature?: number
  readonly topP?: number
  /** Independent answers to draw. Default 1. */
  readonly n?: number
  readonly maxTokens?: number
  readonly stop?: readonly string[]
  readonly seed?: number
  /** Ask for the log-probability of each answer token and of this many likeliest ones beside it (0 to 20). Not asked for by default. */
  readonly logProbabilities?: number
  readonly signal?: AbortSignal
}

/** One token of an answer and its natural log-probability; `top` holds the likeliest tokens of that place, best first. */
export type ScoredToken = {
  readonly text: string
  readonly logProbability: number
  readonly top: readonly { readonly text: string; readonly logProbability: number }[]
}

/** `tokens` is there only where log-probabilities were asked for and the model offers them. */
export type ChatAnswer = { readonly text: string; readonly finish: 'stop' | 'length'; readonly tokens?: readonly ScoredToken[] }

/**
 * A black box: messages in, text out. Any OpenAI-compatible server, recorded transcripts, or a local model with a chat template.
 * `complete` gives exactly `n` answers, or throws a named error that says what to do.
 */
export interface ChatModel {
  readonly name: string
  complete(request: ChatRequest): Promise<readonly ChatAnswer[]>
}

/** A chat model that can also give one answer piece by piece; the pieces joined are the `text` of the answer it returns. */
export interface StreamingChatModel extends ChatModel {
  stream(request: ChatRequest): AsyncGenerator<string, ChatAnswer>
}

/** A sentence embedder: texts → unit vectors, one flat array [texts, dimension] in row-major order. */
export interface Embedder {
  readonly name: string
  readonly sha256: string
  readonly dimension: number
  embed(texts: readonly string[], options?: { readonly signal?: AbortSignal; readonly normalize?: boolean }): Promise<Float32Array>
}

/** A half-open span [start, end) in UTF-16 units of the original text. */
export type Span = readonly [start: number, end: number]

/** Text ↔ ids. `offsets[i]` is the span of token i in the text that was encoded. */
export interface Tokenizer {
  readonly vocabSize: number
  encode(text: string, options?: { readonly special?: boolean }): { readonly ids: Int32Array; readonly offsets: readonly Span[] }
  decode(ids: ArrayLike<number>, options?: { readonly skipSpecial?: boolean }): string
  tokenText(id: number): string
  tokenId(text: string): number | undefined
}
