import { z } from 'zod'

import type { ChatAnswer, ChatRequest, ScoredToken } from '../model.ts'

/** Servers differ in what they leave out or set to null: only what is read here is checked. */
const scored = z.object({ token: z.string(), logprob: z.number().nullable() })
const choice = z.object({
  index: z.number().int().nonnegative().nullish(),
  message: z.object({ content: z.union([z.string(), z.array(z.object({ text: z.string().nullish() }))]).nullish() }).nullish(),
  delta: z.object({ content: z.string().nullish() }).nullish(),
  finish_reason: z.string().nullish(),
  logprobs: z.object({ content: z.array(scored.extend({ top_logprobs: z.array(scored).nullish() })).nullish() }).nullish(),
})
const completion = z.object({
  choices: z.array(choice),
  usage: z.object({ prompt_tokens: z.number().nullish(), completion_tokens: z.number().nullish() }).nullish(),
})

export type WireChoice = z.infer<typeof choice>
export type WireCompletion = z.infer<typeof completion>

/** The body of POST /chat/completions (OpenAI API reference, Chat). Only what the request names is sent: servers refuse fields they do not know. */
export function formatBody(model: string, request: ChatRequest, n: number, stream: boolean): Record<string, unknown> {
  return {
    model,
    messages: request.messages,
    temperature: request.temperature ?? 0,
    ...(request.topP === undefined ? {} : { top_p: request.topP }),
    ...(n === 1 ? {} : { n }),
    ...(request.maxTokens === undefined ? {} : { max_tokens: request.maxTokens }),
    ...(request.stop?.length ? { stop: request.stop } : {}),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.logProbabilities === undefined ? {} : { logprobs: true, top_logprobs: request.logProbabilities }),
    ...(stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  }
}

/** A completion or one chunk of a streamed one. Throws SyntaxError or ZodError where the text is neither. */
export function parseCompletion(text: string): WireCompletion {
  return completion.parse(JSON.parse(text))
}

/** The answer in a choice of a whole completion. Throws RangeError when the server withheld it or called a tool. */
export function choiceAnswer(from: WireChoice): ChatAnswer {
  const content = from.message?.content
  const text = typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('')
  const tokens = scoredTokens(from)
  return { text, finish: finishOf(from.finish_reason), ...(tokens ? { tokens } : {}) }
}

/** Reasons outside the standard's four are local servers' own words for an end token. */
export function finishOf(reason: string | null | undefined): ChatAnswer['finish'] {
  if (reason === 'content_filter') throw new RangeError("the server's content filter withheld the answer: change the prompt or the server")
  if (reason === 'tool_calls' || reason === 'function_call')
    throw new RangeError('the model called a tool, none was offered: use another model')
  return reason === 'length' || reason === 'max_tokens' ? 'length' : 'stop'
}

/** The log-probabilities of a choice or chunk, where the server gave them. An impossible token's null counts as minus infinity. */
export function scoredTokens(from: WireChoice): ScoredToken[] | undefined {
  return from.logprobs?.content?.map((token) => ({ ...scoredText(token), top: (token.top_logprobs ?? []).map(scoredText) }))
}

function scoredText(token: z.infer<typeof scored>): { text: string; logProbability: number } {
  return { text: token.token, logProbability: token.logprob ?? Number.NEGATIVE_INFINITY }
}
