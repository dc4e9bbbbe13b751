import { afterAll, beforeAll, expect, it } from 'vitest'

import { logProbabilities } from '../../evaluation/scoring.ts'
import { finishGeneration, generate } from '../../generation/generate.ts'
import { serveTinyModels } from '../../testing/model-server.ts'
import { createTinyModel } from '../../testing/tiny-model.ts'

let served: Awaited<ReturnType<typeof serveTinyModels>>
beforeAll(async () => {
  served = await serveTinyModels()
})
afterAll(() => served[Symbol.asyncDispose]())

using model = createTinyModel()
const base = { model: 'tiny', prompt: 'the cat', max_tokens: 6, temperature: 0 } as const
const create = (rest: object) => served.client.completions.create({ ...base, ...rest, stream: false })

it('writes greedily what the library writes, and counts tokens', async () => {
  const [wanted] = await finishGeneration(generate(model, ['the cat'], { maxNewTokens: 6 }))
  const { id, object, choices, usage, system_fingerprint } = await create({})
  expect(choices).toEqual([{ index: 0, text: wanted.text, logprobs: null, finish_reason: wanted.finish }])
  expect(usage).toEqual({ prompt_tokens: 2, completion_tokens: wanted.ids.length, total_tokens: 2 + wanted.ids.length })
  expect([id.startsWith('cmpl-'), object]).toEqual([true, 'text_completion'])
  expect(system_fingerprint).toMatch(/^exact-[0-9a-f]{12}$/)
})

it('scores what it echoes as the library does, for texts and token ids', async () => {
  const texts = ['the cat sat on the mat', 'a café 你好 the end']
  const ids = texts.map((text) => Array.from(model.tokenizer.encode(text).ids))
  const wanted = await logProbabilities(model, ids)
  for (const prompt of [texts, ids]) {
    const { choices } = await create({ prompt, echo: true, logprobs: 1, max_tokens: 0 })
    choices.forEach(({ text, logprobs }, i) => {
      expect(text).toBe(texts[i])
      const { tokens, token_logprobs: scores, text_offset: starts, top_logprobs: tops } = logprobs!
      expect([tokens, scores, starts, tops].map((list) => list!.length)).toEqual(Array(4).fill(ids[i].length))
      expect([scores![0], tops![0]]).toEqual([null, null])
      wanted[i].forEach((value, j) => {
        expect(Math.abs(scores![j + 1] - value)).toBeLessThan(1e-4)
      })
    })
  }
})

it('gives an evaluation what it needs to compare choices: sum and whether greedy', async () => {
  // As lm-evaluation-harness asks (lm_eval/models/openai_completions.py): ids of context and choice, one token more, which it drops.
  const context = Array.from(model.tokenizer.encode('the cat').ids)
  const { ids: greedy } = (await finishGeneration(generate(model, [context], { maxNewTokens: 3, endIds: [] })))[0]
  const choices = [[...greedy], [9, 40, 12]]
  const prompt = choices.map((choice) => [...context, ...choice])
  const answer = await create({ prompt, echo: true, logprobs: 1, max_tokens: 1, seed: 1234 })
  const scores = await logProbabilities(model, prompt)
  answer.choices.forEach(({ logprobs }, i) => {
    const list = logprobs!.token_logprobs!.slice(context.length, -1)
    const tops = logprobs!.top_logprobs!.slice(context.length, -1)
    expect(list).toHaveLength(3)
    const sum = scores[i].slice(context.length - 1).reduce((a, b) => a + b, 0)
    expect(list.reduce((a, b) => a + b, 0)).toBeCloseTo(sum, 3)
    expect(list.every((value, j) => value === Math.max(...Object.values(tops[j])))).toBe(i === 0)
  })
})

it('streams the choices that it gives as a whole', async () => {
  const rest = { prompt: ['the cat', 'a dog'], n: 2, temperature: 1, seed: 4, echo: true, logprobs: 2 }
  const whole = await create(rest)
  const stream = await served.client.completions.create({ ...base, ...rest, stream: true, stream_options: { include_usage: true } })
  const texts = ['', '', '', '']
  const tokens: string[][] = [[], [], [], []]
  const finishes: string[] = []
  let usage: object | undefined
  for await (const chunk of stream) {
    expect(chunk.id).toMatch(/^cmpl-/)
    usage = chunk.usage ?? usage
    for (const { index, text, logprobs, finish_reason } of chunk.choices) {
      texts[index] += text
      tokens[index].push(...(logprobs?.tokens ?? []))
      if (finish_reason) finishes[index] = finish_reason
    }
  }
  expect(texts).toEqual(whole.choices.map(({ text }) => text))
  expect(tokens).toEqual(whole.choices.map(({ logprobs }) => logprobs?.tokens))
  expect(finishes).toEqual(whole.choices.map(({ finish_reason }) => finish_reason))
  expect(usage).toEqual(whole.usage)
})

it('draws the same with the same seed, and ends before a stop string', async () => {
  const drawn = { temperature: 1, seed: 9, max_tokens: 30 }
  const [first, again, other] = [await create(drawn), await create(drawn), await create({ ...drawn, seed: 10 })]
  const [text, same, different] = [first, again, other].map(({ choices }) => choices[0].text)
  expect(same).toBe(text)
  expect(different).not.toBe(text)
  const stop = text.slice(5, 7)
  const stopped = (await create({ ...drawn, stop })).choices[0]
  expect(stopped).toMatchObject({ text: text.slice(0, text.indexOf(stop)), finish_reason: 'stop' })
})

it.each([
  ['an unknown model', { model: 'gpt-4o' }, 404, 'model', /Installed are bare, tiny, vectors/],
  ['a context that is too short', { max_tokens: 63 }, 400, 'prompt', /context is 64 tokens; the prompt has 2, and 63 more/],
  ['a temperature out of range', { temperature: 3 }, 400, 'temperature', /temperature: .*<=2/],
  ['no prompt', { prompt: undefined }, 400, 'prompt', /prompt/],
  ['what is not offered', { logit_bias: { 5: 1 } }, 400, 'logit_bias', /not offered here/],
  ['a ranking', { best_of: 4 }, 400, 'best_of', /best_of is 4/],
  ['nothing to be written', { max_tokens: 0 }, 400, 'max_tokens', /max_tokens is 0/],
  ['a model that only embeds', { model: 'vectors' }, 400, null, /model2vec|vectors/],
])('refuses %s', async (_, rest, status, param, message) => {
  await expect(create(rest)).rejects.toMatchObject({ status, param, message: expect.stringMatching(message) })
})
