import { expect, it } from 'vitest'

import { choiceAnswer, formatBody, parseCompletion } from './openai-wire.ts'

it('reads content given in parts and content left out', () => {
  const { choices } = parseCompletion(
    '{"choices":[{"message":{"content":[{"text":"a"},{"type":"image"},{"text":"b"}]}},{"message":{"content":null}}]}',
  )
  expect(choices.map((choice) => choiceAnswer(choice).text)).toEqual(['ab', ''])
})

it('is greedy unless asked otherwise', () => {
  expect(formatBody('m', { messages: [] }, 1, false)).toEqual({ model: 'm', messages: [], temperature: 0 })
  expect(formatBody('m', { messages: [], temperature: 0.7, topP: 0.9 }, 2, true)).toMatchObject({
    temperature: 0.7,
    top_p: 0.9,
    n: 2,
    stream: true,
  })
})
