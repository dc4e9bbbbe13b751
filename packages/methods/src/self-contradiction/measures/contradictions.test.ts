import { expect, it } from 'vitest'

import { readPairs } from '../released/pairs.ts'
import { readDescriptions, readRevised } from '../released/revisions.ts'
import { smallRelease } from '../testing/small-release.ts'
import { contradictorySentences, countContradictions, total } from './contradictions.ts'

it('counts the tagged sentences that still stand in a text, each time they stand there', () => {
  const data = smallRelease()
  const sentences = contradictorySentences(readPairs(data, 'chatgpt'))
  expect(sentences.get('ada_town')).toEqual(new Set(['Ada was founded in 1040.', 'Ada was founded long ago.']))
  expect(total(countContradictions(readDescriptions(data, 'chatgpt'), sentences))).toBe(1)
  expect(total(countContradictions(readRevised(data, 'chatgpt', 'm5'), sentences))).toBe(0)
  const twice = [{ id: 'ada_town/0', entity: 'ada_town', text: 'Ada was founded in 1040. Ada was founded in 1040.' }]
  expect(countContradictions(twice, sentences)).toEqual(new Map([['ada_town', 2]]))
})

it('counts nothing for the sentence of another entity', () => {
  const sentences = contradictorySentences(readPairs(smallRelease(), 'chatgpt'))
  expect(total(countContradictions([{ id: 'b/0', entity: 'b', text: 'Ada was founded in 1040.' }], sentences))).toBe(0)
})
