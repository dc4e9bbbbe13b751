import { expect, it } from 'vitest'

import { alternativeMessages, concludeMessages, explainMessages, reviseMessages } from './prompts.ts'

const pair = { topic: 'Oslo', prefix: 'Oslo is a city.', statement: 'It was founded in 1040.', alternative: 'It was founded in 1624.' }

it('tells every pair, prefix and role apart: a recorded conversation is found by its messages', () => {
  const variants = [
    pair,
    { ...pair, prefix: '' },
    { ...pair, topic: 'Bergen' },
    { ...pair, statement: pair.alternative, alternative: pair.statement },
  ]
  const keys = variants.flatMap((variant) =>
    [explainMessages(variant), concludeMessages(variant, 'why'), reviseMessages(variant)].map((m) => JSON.stringify(m)),
  )
  expect(new Set(keys).size).toBe(keys.length)
})

it('puts the explanation between the two questions', () => {
  expect(concludeMessages(pair, 'The years differ.').map((message) => message.role)).toEqual(['user', 'assistant', 'user'])
  expect(concludeMessages(pair, 'The years differ.').slice(0, 1)).toEqual(explainMessages(pair))
})

it('shows three worked gaps before the one to fill, the first at the beginning of an entry', () => {
  const messages = alternativeMessages('Oslo', '', { subject: 'Oslo', predicate: 'is', object: 'a city' })
  expect(messages.map((message) => message.role).join(' ')).toBe('system user assistant user assistant user assistant user')
  expect(messages[1].content).toContain('(the entry begins here)')
})
