import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type ChatModel, createOpenAiChat } from '@offprint/lm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Progress, RunContext, TryResult } from '../contract.ts'
import { createRandom } from '../random.ts'
import { tryIt } from './try.ts'

const recording = JSON.parse(readFileSync(new URL('testdata/lighthouse.json', import.meta.url), 'utf8')) as {
  asked: string[]
  answers: string[]
}[]
/** An OpenAI-compatible server that replays the recording: the first exchange of which every part was said in the last turns. */
const server = createServer(async (request, response) => {
  const { messages, n = 1 } = JSON.parse(await text(request))
  const said = messages.slice(-3).map((message: { content: string }) => message.content)
  const said3 = said.join('\n')
  const found = recording.toReversed().find(({ asked }) => asked.every((part) => said3.includes(part)) && said.at(-1).includes(asked[0]))
  response.writeHead(found ? 200 : 400, { 'content-type': 'application/json' })
  const choices = found?.answers.slice(0, n).map((content) => ({ message: { role: 'assistant', content }, finish_reason: 'stop' }))
  response.end(JSON.stringify(found ? { choices } : { error: { message: `not recorded: ${said.at(-1)}` } }))
})

let chat: ChatModel
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  chat = createOpenAiChat({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, model: 'recorded', retries: 0 })
})
afterAll(() => server.close())

async function run(given: Parameters<typeof tryIt.input.parse>[0], model: ChatModel) {
  const context = { chat: () => model, random: createRandom(1), signal: new AbortController().signal } as RunContext
  const steps: Progress[] = []
  const run = tryIt.run(tryIt.input.parse(given), context)
  for (;;) {
    const next = await run.next()
    if (next.done) return { steps, result: next.value as TryResult }
    steps.push(next.value)
  }
}

const block = <T extends string>(result: TryResult, type: T, at = 0) => result.blocks.filter((one) => one.type === type)[at] as never

it('shows the conflicting sentence with its alternative and votes, the revision and the counters, against a chat server', async () => {
  const { steps, result } = await run(tryIt.example, chat)
  const { spans } = block(result, 'spans') as {
    spans: { start: number; end: number; label: string; tone: string; score: number; note: string }[]
  }
  expect(spans.map(({ label, tone, score }) => [label, tone, score])).toEqual([
    ['revised', 'flag', 0.8],
    ['kept', 'keep', 0],
  ])
  expect(tryIt.example.text!.slice(spans[0].start, spans[0].end)).toBe('The lighthouse of Brannock Point was built in 1884.')
  expect(spans[0].note).toContain('was built in 1902. (4 of 5 votes call it contradictory)')
  expect(block(result, 'diff')).toMatchObject({
    after: 'The lighthouse of Brannock Point is a lighthouse. It stands on the eastern cliff and was automated in 1971.',
  })
  expect(block(result, 'table')).toMatchObject({
    rows: [
      ['The lighthouse of Brannock Point was built in 1884.', 'The lighthouse of Brannock Point was built in 1902.', 80, expect.anything()],
    ],
  })
  const { rows } = block(result, 'table', 1) as { rows: unknown[][] }
  expect(Object.fromEntries(rows)).toMatchObject({ sentences: 2, 'facts checked': 4, 'sentences flagged': 1, 'sentences revised': 1 })
  expect(steps.at(-1)).toMatchObject({ unit: 'facts', note: 'round 2' })
})

it('names no conflict where there is none, and does not call that proof', async () => {
  const { result } = await run({ ...tryIt.example, text: 'It stands on the eastern cliff and was automated in 1971.' }, chat)
  expect(block(result, 'table')).toMatchObject({ title: 'No conflicts found', rows: [] })
  expect(result.note).toContain('No conflict is no proof of truth.')
})

it('lets the model write the text where none is given', async () => {
  const writer: ChatModel = {
    name: 'writer',
    complete: async ({ n = 1 }) => Array.from({ length: n }, () => ({ text: 'The sea is wide.', finish: 'stop' })),
  }
  const { result } = await run({ topic: 'the sea' }, writer)
  expect(block(result, 'diff')).toMatchObject({ before: 'The sea is wide.', after: 'The sea is wide.' })
})

it('refuses an empty topic, a text that is too long and a threshold that nothing can pass', () => {
  expect(tryIt.input.safeParse({ topic: ' ' }).success).toBe(false)
  expect(tryIt.input.safeParse({ topic: 'x', text: 'a'.repeat(8001) }).success).toBe(false)
  expect(tryIt.input.safeParse({ topic: 'x', threshold: 1 }).success).toBe(false)
})
