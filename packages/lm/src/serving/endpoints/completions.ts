import { z } from 'zod'

import { badRequest } from '../api-error.ts'
import { eventStream } from '../event-stream.ts'
import type { AnswerToken, WriteJob } from '../jobs/job.ts'
import type { Work } from '../work.ts'
import { collectRows, finiteLogProbability, piecesOf } from './rows.ts'
import { optional, refused, samplingFields, samplingOf } from './sampling.ts'
import { readBody, type Scene } from './scene.ts'

const ids = z.array(z.int().nonnegative())
/** As many as OpenAI takes at once. */
const mostPrompts = 2048

/** A text, several, the token ids of one, or those of several; always several afterwards. */
const prompts = z.union([
  z.string().transform((text) => [text]),
  z.array(z.string()).min(1).max(mostPrompts),
  ids.min(1).transform((one) => [one]),
  z.array(ids).min(1).max(mostPrompts),
])

const schema = z.looseObject({
  ...samplingFields,
  prompt: prompts,
  echo: optional(z.boolean()),
  logprobs: optional(z.int().min(0).max(20)),
  best_of: optional(z.int()),
  suffix: refused('leave it out').optional(),
})

type CompletionRequest = z.infer<typeof schema>

/** OpenAI's default of this endpoint. */
const usualTokens = 16

/**
 * POST /v1/completions (OpenAI API reference, Completions): writes on from texts or token ids. With `echo` and `logprobs` it also scores them, which is
 * how lm-evaluation-harness compares choices. Every token that was drawn is listed, the end token too, so that the lists are as long as the usage says.
 */
export async function answerCompletions(request: Request, scene: Scene): Promise<Response> {
  const asked = await readBody(request, schema)
  const job = jobOf(asked)
  const work = await scene.begin(asked.model, job, 'cmpl')
  if (asked.stream) return eventStream(chunks(work, asked))
  const { rows, usage } = await collectRows(work, asked.prompt.length * job.n)
  const choices = rows.map(({ text, tokens, finish }, index) => choice(index, text, tokens, finish, asked.logprobs))
  return Response.json({ ...work.stamp, object: 'text_completion', choices, usage })
}

function jobOf(asked: CompletionRequest): WriteJob {
  const { echo = false, best_of: bestOf, n = 1 } = asked
  if (bestOf !== undefined && bestOf !== n)
    throw badRequest(`best_of is ${bestOf}: choices are not ranked here. Leave it out, or ask for n of them.`, { param: 'best_of' })
  if (asked.max_tokens === 0 && !echo)
    throw badRequest('max_tokens is 0: nothing would be written. Ask for 1 or more, or for echo.', { param: 'max_tokens' })
  return {
    kind: 'write',
    prompts: asked.prompt,
    maxTokens: asked.max_tokens,
    usualTokens,
    topCount: asked.logprobs,
    echo,
    ...samplingOf(asked),
  }
}

async function* chunks(work: Work, { logprobs, stream_options: options }: CompletionRequest): AsyncGenerator<object> {
  const pieces = piecesOf(work)
  try {
    for (;;) {
      const next = await pieces.next()
      const stamp = { ...work.stamp, object: 'text_completion' }
      if (next.done) return yield* options?.include_usage ? [{ ...stamp, choices: [], usage: next.value }] : []
      const { row, text, tokens, finish = null } = next.value
      if (text === '' && tokens.length === 0 && !finish) continue
      yield { ...stamp, choices: [choice(row, text, tokens, finish, logprobs)] }
    }
  } finally {
    await pieces.return(undefined as never)
  }
}

function choice(index: number, text: string, tokens: readonly AnswerToken[], finish: 'stop' | 'length' | null, logprobs?: number): object {
  return { index, text, logprobs: logprobs === undefined ? null : logprobsOf(tokens, logprobs), finish_reason: finish }
}

/** Four lists, an entry a token. The first token of an echoed text has no probability: null. */
function logprobsOf(tokens: readonly AnswerToken[], count: number): object {
  return {
    tokens: tokens.map(({ text }) => text),
    token_logprobs: tokens.map(({ logProbability }) => logProbability && finiteLogProbability(logProbability)),
    top_logprobs: count === 0 ? null : tokens.map(topOf),
    text_offset: tokens.map(({ start }) => start),
  }
}

/** The likeliest tokens by their text, and the one that stands there. Of tokens with one text (a byte and its letter) the likelier is told. */
function topOf({ text, logProbability, top }: AnswerToken): Record<string, number> | null {
  if (logProbability === null) return null
  const values: Record<string, number> = {}
  for (const token of [...top, { text, logProbability }]) {
    const value = finiteLogProbability(token.logProbability)
    values[token.text] = Math.max(value, values[token.text] ?? value)
  }
  return values
}
