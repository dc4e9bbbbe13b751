import { expect, it } from 'vitest'

import { logProbabilities } from '../../evaluation/scoring.ts'
import { finishGeneration, generate } from '../../generation/generate.ts'
import { composeProcessors, temperature, topP } from '../../generation/logit-processors.ts'
import { createTinyModel } from '../../testing/tiny-model.ts'
import type { AnswerToken, WriteJob } from './job.ts'
import { runWrite } from './write.ts'

const never = new AbortController().signal
const job: WriteJob = {
  kind: 'write',
  prompts: ['the cat'],
  n: 1,
  maxTokens: 8,
  usualTokens: 16,
  stop: [],
  temperature: 0,
  topP: 1,
  seed: 0,
  echo: false,
}

type Row = { text: string; tokens: AnswerToken[]; written: number; finish?: string }

async function rowsOf(model: ReturnType<typeof createTinyModel>, asked: Partial<WriteJob>): Promise<Row[]> {
  const rows: Row[] = []
  for await (const event of runWrite(model, { ...job, ...asked }, never)) {
    if (event.type !== 'piece') continue
    rows[event.row] ??= { text: '', tokens: [], written: 0 }
    const row = rows[event.row]
    row.text += event.text
    row.tokens.push(...event.tokens)
    row.written += event.written
    row.finish = event.finish
  }
  return rows
}

it('writes what the library writes, greedily and drawn', async () => {
  using model = createTinyModel()
  const [greedy] = await finishGeneration(generate(model, ['the cat'], { maxNewTokens: 8 }))
  expect(await rowsOf(model, {})).toMatchObject([{ text: greedy.text, finish: greedy.finish, written: greedy.ids.length, tokens: [] }])
  const processors = () => composeProcessors(temperature(0.8), topP(0.9))
  const drawn = await finishGeneration(generate(model, ['the cat', 'the cat'], { maxNewTokens: 8, seed: 5, processors }))
  const rows = await rowsOf(model, { n: 2, seed: 5, temperature: 0.8, topP: 0.9 })
  expect(rows.map(({ text }) => text)).toEqual(drawn.map(({ text }) => text))
  expect(rows[0].text).not.toBe(rows[1].text)
})

it('numbers the rows by prompt and choice, whatever their lengths', async () => {
  using model = createTinyModel()
  const prompts = ['a', 'the cat sat on the mat', 'the dog']
  const rows = await rowsOf(model, { prompts, n: 2, echo: true })
  expect(rows).toHaveLength(6)
  rows.forEach(({ text }, i) => {
    expect(text.startsWith(prompts[Math.floor(i / 2)])).toBe(true)
  })
})

it('scores an echoed prompt as scoring does, and begins each token where it stands', async () => {
  using model = createTinyModel()
  const prompt = 'the cat sat on a café'
  const [{ text, tokens, written }] = await rowsOf(model, { prompts: [prompt], echo: true, topCount: 2, maxTokens: 3 })
  const ids = [...model.tokenizer.encode(prompt).ids]
  expect([tokens.length, written]).toEqual([ids.length + 3, 3])
  const [wanted] = await logProbabilities(model, [ids])
  expect(tokens[0]).toMatchObject({ start: 0, logProbability: null, top: [] })
  wanted.forEach((value, i) => {
    expect(Math.abs(tokens[i + 1].logProbability! - value)).toBeLessThan(1e-4)
    expect(tokens[i + 1].top).toHaveLength(2)
  })
  expect(tokens[ids.length].start).toBe(prompt.length)
  expect(text.startsWith(prompt)).toBe(true)
})

it('gives back a prompt alone where no token is wanted', async () => {
  using model = createTinyModel()
  const ids = [...model.tokenizer.encode('the <|end|> cat').ids]
  const [row] = await rowsOf(model, { prompts: [ids], echo: true, maxTokens: 0, topCount: 0 })
  expect(row).toMatchObject({ text: 'the <|end|> cat', written: 0, finish: 'length' })
  expect(row.tokens).toHaveLength(ids.length)
})

it('keeps a text to a JSON schema', async () => {
  using model = createTinyModel()
  const schema = { type: 'array', items: { enum: ['x', 'y'] }, minItems: 1, maxItems: 1 }
  // Random weights like white space: of that a grammar lets through 20 a place.
  const rows = await rowsOf(model, { schema, n: 3, temperature: 0.3, maxTokens: 62, prompts: ['a'] })
  for (const { text } of rows) expect(['["x"]', '["y"]']).toContain(JSON.stringify(JSON.parse(text)))
  const unknown = runWrite(model, { ...job, schema: { type: 'string', pattern: 'a+' } }, never)
  await expect(unknown.next()).rejects.toThrow(/uses "pattern"/)
})

it('accepts first, with the tokens that it has read, and stops when it is told to', async () => {
  using model = createTinyModel()
  const controller = new AbortController()
  const run = runWrite(model, { ...job, prompts: ['the cat', 'a'], maxTokens: 40 }, controller.signal)
  expect((await run.next()).value).toEqual({ type: 'accepted', promptTokens: 3, fingerprint: 'exact-' })
  await run.next()
  controller.abort(new Error('enough'))
  await expect(Array.fromAsync(run)).rejects.toThrow('enough')
})
