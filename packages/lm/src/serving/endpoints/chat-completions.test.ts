import { afterAll, beforeAll, expect, it } from 'vitest'

import { finishGeneration, generate } from '../../generation/generate.ts'
import { serveTinyModels } from '../../testing/model-server.ts'
import { createTinyModel } from '../../testing/tiny-model.ts'

let served: Awaited<ReturnType<typeof serveTinyModels>>
beforeAll(async () => {
  served = await serveTinyModels()
})
afterAll(() => served[Symbol.asyncDispose]())

using model = createTinyModel()
const messages = [
  { role: 'system' as const, content: 'the dog' },
  { role: 'user' as const, content: 'the cat?' },
]
const base = { model: 'tiny', messages, max_completion_tokens: 8, temperature: 0 }
const create = (rest: object) => served.client.chat.completions.create({ ...base, ...rest, stream: false })

it('answers by the template what the library answers', async () => {
  const prompt = model.tokenizer.encode('<|user|>the dog<|user|>the cat?<|model|>').ids
  const [wanted] = await finishGeneration(generate(model, [prompt], { maxNewTokens: 8 }))
  const { object, choices, usage } = await create({})
  expect(object).toBe('chat.completion')
  expect(choices).toEqual([
    { index: 0, message: { role: 'assistant', content: wanted.text, refusal: null }, logprobs: null, finish_reason: wanted.finish },
  ])
  expect(usage).toMatchObject({ prompt_tokens: prompt.length, completion_tokens: wanted.ids.length })
  // Parts of text are one text, and the developer is who the system was.
  const parts = {
    role: 'user',
    content: [
      { type: 'text', text: 'the ' },
      { type: 'text', text: 'cat?' },
    ],
  }
  const same = await create({ messages: [{ role: 'developer', content: 'the dog' }, parts] })
  expect(same.choices).toEqual(choices)
})

it('streams the answers that it gives as a whole, with their log-probabilities', async () => {
  const rest = { n: 2, temperature: 1, seed: 3, logprobs: true, top_logprobs: 2 }
  const whole = await create(rest)
  const contents = ['', '']
  const logprobs: object[][] = [[], []]
  const stream = await served.client.chat.completions.create({ ...base, ...rest, stream: true, stream_options: { include_usage: true } })
  let usage: object | undefined
  const roles: unknown[] = []
  for await (const chunk of stream) {
    usage = chunk.usage ?? usage
    for (const { index, delta, logprobs: scored } of chunk.choices) {
      contents[index] += delta.content ?? ''
      logprobs[index].push(...(scored?.content ?? []))
      if (delta.role) roles.push(delta.role)
    }
  }
  expect(contents).toEqual(whole.choices.map(({ message }) => message.content))
  expect(contents[0]).not.toBe(contents[1])
  expect(logprobs).toEqual(whole.choices.map((choice) => choice.logprobs?.content))
  expect(roles).toEqual(['assistant', 'assistant'])
  expect(usage).toEqual(whole.usage)
  const [token] = whole.choices[0].logprobs!.content!
  expect(token.top_logprobs).toHaveLength(2)
  expect(token.bytes!.length).toBeGreaterThan(0)
  expect(token.logprob).toBeLessThan(0)
})

it("keeps an answer to a schema, by the client's own reading of it", async () => {
  const schema = { type: 'array', items: { enum: ['x', 'y'] }, minItems: 1, maxItems: 1 }
  const answer = await served.client.chat.completions.parse({
    model: 'tiny',
    messages: [{ role: 'user', content: 'a' }],
    temperature: 0.3,
    seed: 1,
    response_format: { type: 'json_schema', json_schema: { name: 'list', schema, strict: true } },
  })
  expect(['["x"]', '["y"]']).toContain(JSON.stringify(JSON.parse(answer.choices[0].message.content!)))
})

it('stops writing when the client leaves a stream, and answers the next', async () => {
  const stream = await served.client.chat.completions.create({ ...base, temperature: 1, max_completion_tokens: 40, stream: true })
  for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break
  const { choices } = await create({ max_completion_tokens: 1 })
  expect(choices).toHaveLength(1)
})

it.each([
  ['a model without a template', { model: 'bare' }, /bare has no chat template.*\/v1\/completions/],
  [
    'a picture',
    { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:' } }] }] },
    /messages\.0\.content: .*text/,
  ],
  ['tools', { tools: [{ type: 'function', function: { name: 'f' } }] }, /tools: .*call no tools/],
  ['likeliest tokens without log-probabilities', { top_logprobs: 3 }, /set logprobs to true/],
  [
    'a schema that it cannot keep to',
    { response_format: { type: 'json_schema', json_schema: { name: 'a', schema: { not: {} } } } },
    /"not"/,
  ],
  ['no messages', { messages: [] }, /messages/],
  ['a conversation that is too long', { messages: [{ role: 'user', content: 'the '.repeat(80) }] }, /context is 64 tokens/],
])('refuses %s', async (_, rest, message) => {
  await expect(create(rest)).rejects.toMatchObject({ status: 400, message: expect.stringMatching(message) })
})
