import type { ChatModel, ChatRequest } from '@offprint/lm'
import { expect, it } from 'vitest'

import { triggerAlternative } from './trigger.ts'

it('asks for the relation without giving the object away, greedily, and takes the first line of the answer', async () => {
  const asked: ChatRequest[] = []
  const writer: ChatModel = {
    name: 'writer',
    complete: async (request) => {
      asked.push(request)
      return [{ text: ' It opened in 1931.\nMore text.', finish: 'stop' }]
    },
  }
  const fact = { subject: 'The bridge', predicate: 'opened', object: 'in 1929' }
  expect(await triggerAlternative(writer, { topic: 'A bridge', prefix: 'It is long.', fact })).toBe('It opened in 1931.')
  const said = asked[0].messages.map((message) => message.content).join('\n')
  expect(said).toContain('The bridge · opened · ___')
  expect(said).toContain('It is long.')
  expect(said).not.toContain('1929')
  expect(asked[0].temperature).toBe(0)
})
