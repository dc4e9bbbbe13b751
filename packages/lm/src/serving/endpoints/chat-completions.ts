import { z } from 'zod'

import { badRequest } from '../api-error.ts'
import { eventStream } from '../event-stream.ts'
import type { AnswerToken, TokenText, WriteJob } from '../jobs/job.ts'
import type { Work } from '../work.ts'
import { collectRows, finiteLogProbability, piecesOf } from './rows.ts'
import { optional, refused, samplingFields, samplingOf } from './sampling.ts'
import { readBody, type Scene } from './scene.ts'

const textPart = z.looseObject({ type: z.literal('text', { error: 'only text can be read' }), text: z.string() })
const content = z.union([z.string(), z.array(textPart).transform((parts) => parts.map(({ text }) => text).join(''))], {
  error: 'is a text, or a list of parts of type text',
})
const message = z.looseObject({ role: z.enum(['system', 'developer', 'user', 'assistant']), content })

const format = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text') }),
  z.object({ type: z.literal('json_object') }),
  z.object({ type: z.literal('json_schema'), json_schema: z.looseObject({ schema: z.record(z.string(), z.unknown()) }) }),
])

/** Where no limit is given. A model that never ends its turn must end somewhere, and the context of some has no end. */
const usualTokens = 4096

const noTools = 'models here call no tools'
const schema = z.looseObject({
  ...samplingFields,
  messages: z.array(message).min(1),
  max_tokens: optional(z.int().min(1)),
  max_completion_tokens: optional(z.int().min(1)),
  logprobs: optional(z.boolean()),
  top_logprobs: optional(z.int().min(0).max(20)),
  response_format: optional(format),
  tools: refused(noTools).optional(),
  functions: refused(noTools).optional(),
  audio: refused('only text is written').optional(),
})

type ChatRequestBody = z.infer<typeof schema>

/**
 * POST /v1/chat/completions (OpenAI API reference, Chat): answers by the model's own chat template, up to the end of its turn, its context or 4,096
 * tokens where no limit is given. `response_format` keeps the answer to a JSON schema.
 */
export async function answerChat(request: Request, scene: Scene): Promise<Response> {
  const asked = await readBody(request, schema)
  const job = jobOf(asked)
  const work = await scene.begin(asked.model, job, 'chatcmpl')
  if (asked.stream) return eventStream(chunks(work, asked, job.n))
  const { rows, usage } = await collectRows(work, job.n)
  const choices = rows.map(({ text, tokens, finish }, index) => ({
    index,
    message: { role: 'assistant', content: text, refusal: null },
    logprobs: logprobsOf(asked, tokens),
    finish_reason: finish,
  }))
  return Response.json({ ...work.stamp, object: 'chat.completion', choices, usage })
}

function jobOf(asked: ChatRequestBody): WriteJob {
  if (asked.top_logprobs !== undefined && !asked.logprobs)
    throw badRequest('top_logprobs is given without logprobs: set logprobs to true.', { param: 'top_logprobs' })
  return {
    kind: 'write',
    prompts: { messages: asked.messages.map(({ role, content }) => ({ role: role === 'developer' ? 'system' : role, content })) },
    maxTokens: asked.max_completion_tokens ?? asked.max_tokens,
    usualTokens,
    topCount: asked.logprobs ? (asked.top_logprobs ?? 0) : undefined,
    echo: false,
    schema: schemaOf(asked.response_format),
    ...samplingOf(asked),
  }
}

function schemaOf(format?: z.infer<typeof schema>['response_format']): Readonly<Record<string, unknown>> | undefined {
  if (format?.type === 'json_object') return { type: 'object' }
  return format?.type === 'json_schema' ? format.json_schema.schema : undefined
}

async function* chunks(work: Work, asked: ChatRequestBody, n: number): AsyncGenerator<object> {
  const stamp = { ...work.stamp, object: 'chat.completion.chunk' }
  const chunk = (index: number, delta: object, rest: object = {}) => ({
    ...stamp,
    choices: [{ index, delta, logprobs: null, finish_reason: null, ...rest }],
  })
  for (let index = 0; index < n; index++) yield chunk(index, { role: 'assistant', content: '' })
  const pieces = piecesOf(work)
  try {
    for (;;) {
      const next = await pieces.next()
      if (next.done) return yield* asked.stream_options?.include_usage ? [{ ...stamp, choices: [], usage: next.value }] : []
      const { row, text, tokens, finish } = next.value
      if (text !== '' || (asked.logprobs && tokens.length > 0)) yield chunk(row, { content: text }, { logprobs: logprobsOf(asked, tokens) })
      if (finish) yield chunk(row, {}, { finish_reason: finish })
    }
  } finally {
    await pieces.return(undefined as never)
  }
}

function logprobsOf({ logprobs }: ChatRequestBody, tokens: readonly AnswerToken[]): object | null {
  if (!logprobs) return null
  return { content: tokens.map((token) => ({ ...tokenOf(token), top_logprobs: token.top.map(tokenOf) })), refusal: null }
}

function tokenOf({ text, bytes, logProbability }: TokenText & { readonly logProbability: number | null }): object {
  return { token: text, logprob: finiteLogProbability(logProbability ?? Number.NEGATIVE_INFINITY), bytes }
}
