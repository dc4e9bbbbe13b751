import type { ServerResponse } from 'node:http'

import { describe, expect, it } from 'vitest'

import type { ChatRequest } from '../model.ts'
import { createOpenAiChat } from './openai.ts'
import { completion, createReplayServer, json, type ReplayedRequest } from './replay-server.ts'

const hello: ChatRequest = { messages: [{ role: 'user', content: 'Hello!' }] }
const key = 'sk-very-secret-0123456789'
const quick = { model: 'm', key, retryDelayMs: 1, timeoutMs: 2000 }

describe('complete', () => {
  it('sends what the request names and nothing else', async () => {
    await using server = await createReplayServer([json(200, completion('Hi.'))])
    const answers = await createOpenAiChat({ ...quick, url: server.url }).complete({ ...hello, maxTokens: 5, stop: ['\n'], seed: 3 })
    expect(answers).toEqual([{ text: 'Hi.', finish: 'stop' }])
    expect(server.requests[0].path).toBe('/v1/chat/completions')
    expect(server.requests[0].headers.authorization).toBe(`Bearer ${key}`)
    expect(server.requests[0].body).toEqual({ model: 'm', messages: hello.messages, temperature: 0, max_tokens: 5, stop: ['\n'], seed: 3 })
  })

  it('accepts a bare host and the whole address too', async () => {
    await using server = await createReplayServer([json(200, completion('Hi.'))])
    for (const url of [new URL(server.url).origin, `${server.url}/`, `${server.url}/chat/completions`]) {
      await createOpenAiChat({ ...quick, url }).complete(hello)
    }
    expect(server.requests.map(({ path }) => path)).toEqual(Array(3).fill('/v1/chat/completions'))
  })

  it('asks for n answers at once where the server can, and cuts off what is over', async () => {
    await using server = await createReplayServer([json(200, completion('a', 'b', 'c', 'd'))])
    const answers = await createOpenAiChat({ ...quick, url: server.url }).complete({ ...hello, n: 3 })
    expect(answers.map(({ text }) => text)).toEqual(['a', 'b', 'c'])
    expect(server.requests.map(({ body }) => body.n)).toEqual([3])
  })

  it('makes n calls with seeds of their own where the server ignores n, and remembers it', async () => {
    await using server = await createReplayServer([(response, { body }) => json(200, completion(`seed ${body.seed}`))(response)])
    const chat = createOpenAiChat({ ...quick, url: server.url, concurrent: 1 })
    const texts = async () => (await chat.complete({ ...hello, n: 3, seed: 7 })).map(({ text }) => text)
    expect(await texts()).toEqual(['seed 7', 'seed 8', 'seed 9'])
    expect(await texts()).toEqual(['seed 7', 'seed 8', 'seed 9'])
    expect(server.requests.map(({ body }) => body.n)).toEqual([3, ...Array(5).fill(undefined)])
  })

  it('makes n calls where the server refuses n', async () => {
    const onlyOne = (response: ServerResponse, { body }: ReplayedRequest) =>
      body.n ? json(400, { error: { message: 'Only one completion choice is allowed' } })(response) : json(200, completion('x'))(response)
    await using server = await createReplayServer([onlyOne])
    expect(await createOpenAiChat({ ...quick, url: server.url }).complete({ ...hello, n: 2 })).toHaveLength(2)
  })

  it('gives log-probabilities where they are offered', async () => {
    const answer = completion('Hi') as ReturnType<typeof completion> & { choices: { logprobs: unknown }[] }
    answer.choices[0].logprobs = {
      content: [
        {
          token: 'Hi',
          logprob: -0.5,
          top_logprobs: [
            { token: 'Hi', logprob: -0.5 },
            { token: 'No', logprob: null },
          ],
        },
      ],
    } as never
    await using server = await createReplayServer([json(200, answer), json(200, completion('Hi'))])
    const chat = createOpenAiChat({ ...quick, url: server.url })
    const [scored] = await chat.complete({ ...hello, logProbabilities: 2 })
    expect(scored.tokens?.[0].top).toEqual([
      { text: 'Hi', logProbability: -0.5 },
      { text: 'No', logProbability: -Infinity },
    ])
    expect(server.requests[0].body).toMatchObject({ logprobs: true, top_logprobs: 2 })
    expect((await chat.complete(hello))[0]).not.toHaveProperty('tokens')
  })

  it.each([
    ['length', 'length'],
    ['eos', 'stop'],
    [null, 'stop'],
  ])('reads the finish reason %s as %s', async (reason, finish) => {
    const answer = completion('Hi')
    answer.choices[0].finish_reason = reason as string
    await using server = await createReplayServer([json(200, answer)])
    expect((await createOpenAiChat({ ...quick, url: server.url }).complete(hello))[0].finish).toBe(finish)
  })

  it('stops at the budget of requests and of tokens', async () => {
    await using server = await createReplayServer([json(200, completion('Hi'))])
    const few = createOpenAiChat({ ...quick, url: server.url, budget: { requests: 1 } })
    await few.complete(hello)
    await expect(few.complete(hello)).rejects.toMatchObject({ code: 'chat-budget', message: expect.stringContaining('1 requests') })
    const short = createOpenAiChat({ ...quick, url: server.url, budget: { tokens: 15 } })
    await short.complete(hello)
    await expect(short.complete(hello)).rejects.toMatchObject({ code: 'chat-budget' })
    expect(short.usage()).toEqual({ requests: 1, promptTokens: 10, completionTokens: 5 })
  })

  it.each([
    ['no JSON', (response: ServerResponse) => response.end(`<html>${key}</html>`)],
    ['an error with status 200', json(200, { error: { message: key } })],
    ['no choices', json(200, { choices: [] })],
    ['a filtered answer', json(200, { choices: [{ finish_reason: 'content_filter', message: { content: null } }] })],
    ['a tool call', json(200, { choices: [{ finish_reason: 'tool_calls', message: { content: null } }] })],
  ])('names an answer that is %s, without the key', async (_, step) => {
    await using server = await createReplayServer([step])
    const error = await createOpenAiChat({ ...quick, url: server.url })
      .complete(hello)
      .catch((error) => error)
    expect(error).toMatchObject({ name: 'ChatError', code: 'chat-answer' })
    expect(error.message).not.toContain(key)
  })

  it('refuses settings that cannot work, and repeats no secret', () => {
    const create = (options: object) => () => createOpenAiChat({ ...quick, url: 'http://127.0.0.1:1/v1', ...options })
    expect(create({ url: 'localhost' })).toThrow(/no URL/)
    expect(create({ url: 'ftp://host' })).toThrow(/http or https/)
    expect(create({ url: `http://user:${key}@host/` })).toThrow(/apart from the address/)
    expect(create({ url: `http://user:${key}@host/` })).not.toThrow(new RegExp(key))
    expect(create({ key: `${key}\u{1F511}` })).toThrow(/copy it again/)
    expect(create({ model: '' })).toThrow(/model name/)
  })
})

describe('stream', () => {
  const chunk = (content: string, finish: string | null = null) =>
    `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: finish }] })}\n\n`
  const events = (text: string) => (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(text)
  async function read(url: string): Promise<{ pieces: string[]; answer: unknown }> {
    const stream = createOpenAiChat({ ...quick, url }).stream(hello)
    const pieces: string[] = []
    for (let next = await stream.next(); ; next = await stream.next()) {
      if (next.done) return { pieces, answer: next.value }
      pieces.push(next.value)
    }
  }

  it('yields pieces whose join is the answer', async () => {
    const usage = 'data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}\n\n'
    await using server = await createReplayServer([
      events(`: ping\n\n${chunk('Grü')}${chunk('ß')}${chunk('e', 'length')}${usage}data: [DONE]\n\n`),
    ])
    expect(await read(server.url)).toEqual({ pieces: ['Grü', 'ß', 'e'], answer: { text: 'Grüße', finish: 'length' } })
    expect(server.requests[0].body).toMatchObject({ stream: true })
  })

  it('takes a whole completion from a server that cannot stream', async () => {
    await using server = await createReplayServer([json(200, completion('Hi.'))])
    expect(await read(server.url)).toEqual({ pieces: ['Hi.'], answer: { text: 'Hi.', finish: 'stop' } })
  })

  it('fails when the stream ends early, and on an error in its middle', async () => {
    await using server = await createReplayServer([
      events(chunk('Hi')),
      events(`${chunk('Hi')}data: {"error":{"message":"out of memory"}}\n\n`),
    ])
    await expect(read(server.url)).rejects.toMatchObject({ code: 'chat-answer', message: expect.stringContaining('ended before') })
    await expect(read(server.url)).rejects.toMatchObject({ code: 'chat-answer', message: expect.stringContaining('out of memory') })
  })

  it('gives its place back when the reader leaves early', async () => {
    await using server = await createReplayServer([events(chunk('a') + chunk('b', 'stop'))])
    const chat = createOpenAiChat({ ...quick, url: server.url, concurrent: 1 })
    for (let round = 0; round < 2; round++) {
      for await (const piece of chat.stream(hello)) {
        expect(piece).toBe('a')
        break
      }
    }
    expect(server.requests).toHaveLength(2)
  })
})
