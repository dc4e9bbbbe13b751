import type { ChatModel, ChatRequest } from '@offprint/lm'
import { expect, it } from 'vitest'

import { detectContradiction, votesContradiction } from './detect.ts'

const pair = { topic: 'Oslo', prefix: '', statement: 'Oslo was founded in 1040.', alternative: 'Oslo was founded in 1624.' }

/** Answers by the number of answers asked for, and keeps what it was asked. */
function scripted(conclusions: readonly string[]) {
  const asked: ChatRequest[] = []
  const chat: ChatModel = {
    name: 'scripted',
    complete: async (request) => {
      asked.push(request)
      const said = request.n === undefined ? ['The years differ.'] : conclusions.slice(0, request.n)
      return said.map((text) => ({ text, finish: 'stop' }))
    },
  }
  return { chat, asked }
}

it('explains once, then draws the conclusions with that explanation in the conversation', async () => {
  const { chat, asked } = scripted(['Yes.', 'Yes, they do.', 'No.', 'Yes'])
  const detection = await detectContradiction(chat, pair, { answers: 4 })
  expect(detection).toEqual({ explanation: 'The years differ.', votes: [true, true, false, true], score: 0.75, contradictory: true })
  expect(asked.map(({ temperature, n }) => [temperature, n])).toEqual([
    [0, undefined],
    [1, 4],
  ])
  expect(asked[1].messages.at(-2)).toEqual({ role: 'assistant', content: 'The years differ.' })
})

it('needs more than the threshold: five of ten is no contradiction', async () => {
  const half = [...Array(5).fill('Yes.'), ...Array(5).fill('No.')]
  expect((await detectContradiction(scripted(half).chat, pair)).contradictory).toBe(false)
  expect((await detectContradiction(scripted(half).chat, pair, { threshold: 0.4 })).contradictory).toBe(true)
})

it('asks nobody about equal sentences', async () => {
  const { chat, asked } = scripted([])
  const detection = await detectContradiction(chat, { ...pair, alternative: pair.statement })
  expect(detection).toEqual({ explanation: '', votes: [], score: 0, contradictory: false })
  expect(asked).toEqual([])
})

it('counts an answer with yes and no, or with neither, or with the letters inside a word, as no contradiction', () => {
  expect(['Yes', 'yes, clearly', 'No, yes', 'Perhaps', 'Eyes differ', 'Yes, nothing fits'].map(votesContradiction)).toEqual([
    true,
    true,
    false,
    false,
    false,
    true,
  ])
})
