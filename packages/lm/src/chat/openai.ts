import { ZodError } from 'zod'

import type { ChatAnswer, ChatRequest, ScoredToken, StreamingChatModel } from '../model.ts'
import { ChatError } from './chat-error.ts'
import { type Endpoint, post, type Reply, readText, shownUrl } from './http.ts'
import { choiceAnswer, finishOf, formatBody, parseCompletion, scoredTokens, type WireCompletion } from './openai-wire.ts'
import { createRateLimit, type RateLimit } from './rate-limit.ts'
import { serverEvents } from './server-events.ts'

export type OpenAiChatOptions = {
  /** `http://host:port/v1`, the bare host, or the whole address of chat/completions. */
  readonly url: string
  readonly model: string
  readonly key?: string
  /** What results call it. Default: the model. */
  readonly name?: string
  /** Longest silence of the server. Default two minutes: a model may have to be loaded first. */
  readonly timeoutMs?: number
  /** Default 4. */
  readonly retries?: number
  /** First wait before a retry, doubled each time. Default 500 ms. */
  readonly retryDelayMs?: number
  /** Over the life of this object; every attempt counts as a request, tokens are those that the server reports. */
  readonly budget?: { readonly requests?: number; readonly tokens?: number }
  readonly requestsPerMinute?: number
  /** Requests under way at once. Default 4. */
  readonly concurrent?: number
}

export type ChatUsage = { readonly requests: number; readonly promptTokens: number; readonly completionTokens: number }

export interface OpenAiChat extends StreamingChatModel {
  /** What has been used so far. */
  usage(): ChatUsage
}

/**
 * A chat model behind any server that speaks OpenAI's chat completions. Failures that pass are retried; what stays is a ChatError.
 *
 * @example
 * const chat = createOpenAiChat({ url: 'http://127.0.0.1:8080/v1', model: 'smollm2' })
 * const [answer] = await chat.complete({ messages: [{ role: 'user', content: 'Hello!' }], maxTokens: 50 })
 */
export function createOpenAiChat(options: OpenAiChatOptions): OpenAiChat {
  const server: Server = {
    model: options.model,
    endpoint: {
      url: completionsUrl(options.url),
      key: checkedKey(options.key),
      timeoutMs: options.timeoutMs ?? 120_000,
      retries: options.retries ?? 4,
      firstDelayMs: options.retryDelayMs ?? 500,
    },
    admit: createRateLimit({ concurrent: options.concurrent ?? 4, perMinute: options.requestsPerMinute }),
    budget: options.budget ?? {},
    used: { requests: 0, promptTokens: 0, completionTokens: 0 },
    severalAtOnce: true,
  }
  if (options.model === '')
    throw new ChatError('chat-config', 'the model name is empty: give the name that the server lists under /v1/models')
  return {
    name: options.name ?? options.model,
    usage: () => ({ ...server.used }),
    complete: (request) => complete(server, request),
    stream: (request) => stream(server, request),
  }
}

type Server = {
  readonly model: string
  readonly endpoint: Endpoint
  readonly admit: RateLimit
  readonly budget: NonNullable<OpenAiChatOptions['budget']>
  readonly used: { -readonly [name in keyof ChatUsage]: number }
  /** Turns false when the server has ignored or refused `n`: later requests ask one by one from the start. */
  severalAtOnce: boolean
}

/** First all n answers in one request; what a server that knows no `n` leaves out is asked for one by one, each with a seed of its own. */
async function complete(server: Server, request: ChatRequest): Promise<ChatAnswer[]> {
  const n = request.n ?? 1
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`n is the number of answers, a whole number from 1; got ${n}`)
  const answers = n > 1 && !server.severalAtOnce ? [] : await severalAnswers(server, request, n)
  if (answers.length < n && n > 1) server.severalAtOnce = false
  const missing = Array.from({ length: n - answers.length }, (_, i) => answers.length + i)
  const single = (i: number) => ({ ...request, ...(request.seed === undefined ? {} : { seed: request.seed + i }) })
  const rest = await Promise.all(missing.map((i) => severalAnswers(server, single(i), 1)))
  return [...answers, ...rest.flat()]
}

/** 0 to n answers; none only where n > 1 and the server refused the request, which it may have done because of n. */
async function severalAnswers(server: Server, request: ChatRequest, n: number): Promise<ChatAnswer[]> {
  try {
    return await underLimit(server, request, async () => {
      const reply = await post(server.endpoint, formatBody(server.model, request, n, false), () => spendRequest(server), request.signal)
      const answer = parsed(server, await readText(reply))
      countTokens(server, answer)
      const choices = answer.choices.slice(0, n).map((choice) => checked(server, () => choiceAnswer(choice)))
      if (choices.length === 0) throw badAnswer(server, 'it holds no answer')
      return choices
    })
  } catch (error) {
    if (n > 1 && error instanceof ChatError && (error.status === 400 || error.status === 422)) return []
    throw error
  }
}

async function* stream(server: Server, request: ChatRequest): AsyncGenerator<string, ChatAnswer> {
  const done = await server.admit(request.signal)
  try {
    const reply = await post(server.endpoint, formatBody(server.model, request, 1, true), () => spendRequest(server), request.signal)
    return reply.contentType.includes('event-stream') ? yield* streamedAnswer(server, reply) : yield* wholeAnswer(server, reply)
  } finally {
    done()
  }
}

async function* streamedAnswer(server: Server, reply: Reply): AsyncGenerator<string, ChatAnswer> {
  let text = ''
  let reason: string | null | undefined
  let ended = false
  let tokens: ScoredToken[] | undefined
  for await (const event of eventsOf(server, reply)) {
    ended = event === '[DONE]'
    if (ended) break
    const chunk = parsed(server, event)
    countTokens(server, chunk)
    const choice = chunk.choices[0]
    if (!choice) continue
    const piece = choice.delta?.content ?? ''
    const scores = scoredTokens(choice)
    if (scores) tokens = [...(tokens ?? []), ...scores]
    reason = choice.finish_reason ?? reason
    text += piece
    if (piece !== '') yield piece
  }
  if (!ended && !reason) throw badAnswer(server, 'the stream ended before its answer did')
  return { text, finish: checked(server, () => finishOf(reason)), ...(tokens ? { tokens } : {}) }
}

/** A server that cannot stream sends the completion in one piece. */
async function* wholeAnswer(server: Server, reply: Reply): AsyncGenerator<string, ChatAnswer> {
  const completion = parsed(server, await readText(reply))
  countTokens(server, completion)
  if (completion.choices.length === 0) throw badAnswer(server, 'it holds no answer')
  const answer = checked(server, () => choiceAnswer(completion.choices[0]))
  yield answer.text
  return answer
}

async function* eventsOf(server: Server, reply: Reply): AsyncGenerator<string> {
  try {
    yield* serverEvents(reply.body)
  } catch (error) {
    throw error instanceof RangeError ? badAnswer(server, error.message, error) : error
  }
}

async function underLimit<T>(server: Server, request: ChatRequest, ask: () => Promise<T>): Promise<T> {
  const done = await server.admit(request.signal)
  try {
    return await ask()
  } finally {
    done()
  }
}

function spendRequest({ budget, used }: Server): void {
  const tokens = used.promptTokens + used.completionTokens
  if (budget.requests !== undefined && used.requests >= budget.requests) {
    throw new ChatError('chat-budget', `the budget of ${budget.requests} requests is used up. Raise it, or use fewer examples.`)
  }
  if (budget.tokens !== undefined && tokens >= budget.tokens) {
    throw new ChatError(
      'chat-budget',
      `the budget of ${budget.tokens} tokens is used up (${tokens} used). Raise it, or use fewer examples.`,
    )
  }
  used.requests++
}

function countTokens({ used }: Server, { usage }: WireCompletion): void {
  used.promptTokens += usage?.prompt_tokens ?? 0
  used.completionTokens += usage?.completion_tokens ?? 0
}

/** Some servers report a failure with status 200, or in the middle of a stream: `{"error": {...}}`. */
function parsed(server: Server, text: string): WireCompletion {
  try {
    return parseCompletion(text)
  } catch (cause) {
    if (!(cause instanceof ZodError || cause instanceof SyntaxError)) throw cause
    throw badAnswer(server, `it is no chat completion: ${text.slice(0, 200)}`, cause)
  }
}

function checked<T>(server: Server, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw badAnswer(server, (error as Error).message, error)
  }
}

function badAnswer({ endpoint }: Server, what: string, cause?: unknown): ChatError {
  const clean = endpoint.key ? what.replaceAll(endpoint.key, '(key)') : what
  return new ChatError('chat-answer', `The answer of ${shownUrl(endpoint.url)} cannot be used: ${clean}`, { cause })
}

function completionsUrl(given: string): URL {
  // The text given may hold a password: no message repeats it.
  if (!URL.canParse(given))
    throw new ChatError('chat-config', 'the address of the chat server is no URL: give one like http://127.0.0.1:8080/v1')
  const url = new URL(given)
  if (!/^https?:$/.test(url.protocol)) throw new ChatError('chat-config', `a chat server is reached by http or https, not ${url.protocol}`)
  if (url.username !== '' || url.password !== '')
    throw new ChatError('chat-config', 'give the key apart from the address, not as user:password@host')
  const path = url.pathname.replace(/\/+$/, '')
  if (!path.endsWith('/chat/completions')) url.pathname = `${path === '' ? '/v1' : path}/chat/completions`
  return url
}

function checkedKey(key: string | undefined): string | undefined {
  const trimmed = key?.trim()
  if (trimmed && !/^[\x21-\x7e]+$/.test(trimmed))
    throw new ChatError('chat-config', 'the key of the chat server holds a character that no HTTP header may hold: copy it again')
  return trimmed === '' ? undefined : trimmed
}
