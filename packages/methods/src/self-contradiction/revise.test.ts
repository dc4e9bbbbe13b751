import { type ChatModel, createTranscript } from '@offprint/lm'
import { expect, it } from 'vitest'

import { reviseMessages } from './prompts.ts'
import { decide, joinSentences, reviseSentence, reviseText } from './revise.ts'

const flag = (contradictory: boolean, alternative = 'other') => ({ contradictory, alternative })

it('keeps without a flag, drops when all of several facts are flagged, revises otherwise', () => {
  expect(decide([])).toBe('keep')
  expect(decide([flag(false), flag(false)])).toBe('keep')
  expect(decide([flag(true)])).toBe('revise')
  expect(decide([flag(true), flag(false)])).toBe('revise')
  expect(decide([flag(true), flag(true)])).toBe('drop')
})

/** Knows the revisions of (prefix, sentence, alternative), by the messages that our prompts make. */
function reviser(known: readonly (readonly [prefix: string, statement: string, alternative: string, said: string])[]): ChatModel {
  const answers = known.map(([prefix, statement, alternative, said]) => {
    return [JSON.stringify(reviseMessages({ topic: 'T', prefix, statement, alternative })), [said]] as const
  })
  return createTranscript({ name: 'reviser', answers: new Map(answers), key: (request) => JSON.stringify(request.messages) })
}

it('takes out one conflict after the other, each on what the one before left', async () => {
  const chat = reviser([
    ['', 'Built in 1884 by Hall.', 'Built in 1890.', 'Built by Hall.'],
    ['', 'Built by Hall.', 'Built by Moss.', ' Built. '],
  ])
  expect(
    await reviseSentence(chat, { topic: 'T', prefix: '', sentence: 'Built in 1884 by Hall.' }, ['Built in 1890.', 'Built by Moss.']),
  ).toBe('Built.')
})

it('lets a revision see the revised sentences before it, without the dropped ones', async () => {
  const chat = reviser([
    ['', 'A1.', 'a', 'A.'],
    ['A. C.', 'D1.', 'd', 'D.'],
  ])
  const sentences = [
    { text: 'A1.', flags: [flag(true, 'a')] },
    { text: 'B.', flags: [flag(true), flag(true)] },
    { text: 'C.', flags: [flag(false)] },
    { text: 'D1.', flags: [flag(false), flag(true, 'd')] },
  ]
  const revised = await reviseText(chat, 'T', sentences)
  expect(revised.map(({ decision }) => decision)).toEqual(['revise', 'drop', 'keep', 'revise'])
  expect(joinSentences(revised)).toBe('A. C. D.')
})
