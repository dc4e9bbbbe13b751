import type { ChatModel } from '@offprint/lm'
import { expect, it } from 'vitest'

import { describeTopic, type ProtectOptions, protectText } from './method.ts'

/**
 * A small world: `writes` gives the alternative for a gap, the analyst says Yes where the two sentences hold two different numbers, and a
 * revision is looked up by sentence.
 */
function world(writes: Record<string, string>, revisions: Record<string, string>): ChatModel & { readonly asked: string[] } {
  const asked: string[] = []
  const answer = (content: string): string => {
    const gap = content.match(/Gap: (.*)/)?.[1]
    if (gap) return writes[gap] ?? 'It is.'
    if (content.startsWith('Entry:')) return revisions[content.match(/^Sentence: (.*)$/m)![1]]
    const numbers = content.match(/Writer [AB]: .*/g)?.map((line) => line.match(/\d+/)?.[0])
    return numbers ? (numbers.every(Boolean) && numbers[0] !== numbers[1] ? 'They differ.' : 'They agree.') : 'A text.'
  }
  return {
    name: 'world',
    asked,
    complete: async ({ messages, n = 1 }) => {
      const last = messages.at(-1)!.content
      asked.push(last)
      const concludes = last.startsWith('So,')
      const text = concludes ? (messages.at(-2)!.content === 'They differ.' ? 'Yes.' : 'No.') : answer(last)
      return Array.from({ length: n }, () => ({ text, finish: 'stop' as const }))
    },
  }
}

async function protect(chat: ChatModel, text: string, options: ProtectOptions = {}) {
  const run = protectText({ writer: chat, analyst: chat }, { topic: 'T', text }, { answers: 2, ...options })
  for (;;) {
    const next = await run.next()
    if (next.done) return next.value
  }
}

it('revises what conflicts, checks only what changed, and stops when nothing conflicts any more', async () => {
  const chat = world(
    { 'T · opened · ___': 'T opened in 1931.', 'It · has · ___': 'It has 4 arches.' },
    { 'T opened in 1929.': 'T opened late.' },
  )
  const result = await protect(chat, 'T opened in 1929. It has 4 arches.')
  expect(result).toMatchObject({ revised: 'T opened late. It has 4 arches.', rounds: 1 })
  expect(result.sentences.map(({ final }) => final)).toEqual(['T opened late.', 'It has 4 arches.'])
  expect(chat.asked.filter((asked) => asked.includes('Gap: It · has'))).toHaveLength(1)
})

it('drops at the end what three rounds of revision could not settle', async () => {
  const chat = world(
    { 'T · opened · ___': 'T opened in 1.' },
    { 'T opened in 2.': 'T opened in 3.', 'T opened in 3.': 'T opened in 4.', 'T opened in 4.': 'T opened in 5.' },
  )
  const result = await protect(chat, 'T opened in 2. The end.')
  expect(result).toMatchObject({ revised: 'The end.', rounds: 3, checkedFacts: 4 })
  expect(result.sentences[0]).toMatchObject({ final: '', checks: [{ contradictory: true, votes: [true, true] }] })
})

it('drops at once with no rounds, and a sentence whose every fact is contradicted', async () => {
  const writes = { 'T · opened · ___': 'T opened in 1.', 'T · closed · ___': 'T closed in 1.' }
  expect((await protect(world(writes, {}), 'T opened in 2.', { rounds: 0 })).revised).toBe('')
  expect((await protect(world(writes, {}), 'T opened in 2 and closed in 3.')).revised).toBe('')
})

it('stops between two facts when it is told to', async () => {
  const stopped = AbortSignal.abort(new Error('stop'))
  await expect(protect(world({}, {}), 'T opened in 2.', { signal: stopped })).rejects.toThrow('stop')
})

it('has nothing to check in an empty text, and writes one when asked', async () => {
  expect(await protect(world({}, {}), '')).toMatchObject({ revised: '', rounds: 0, checkedFacts: 0 })
  expect(await describeTopic(world({}, {}), 'T')).toBe('A text.')
})
