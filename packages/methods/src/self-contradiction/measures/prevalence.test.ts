import { expect, it } from 'vitest'

import { readPairs } from '../released/pairs.ts'
import { smallRelease } from '../testing/small-release.ts'
import { countContradictoryPlaces, countSentences, sumSentences } from './prevalence.ts'

it('counts each written sentence once, contradictory when one of its facts is; sentences of revisions do not count', () => {
  const pairs = readPairs(smallRelease(), 'chatgpt')
  expect(countSentences(pairs)).toEqual(new Map([['ada_town', { sentences: 2, contradictory: 1 }]]))
  const again = { ...pairs[0], file: '0_0_5.txt', contradictory: false }
  expect(countSentences([...pairs, again]).get('ada_town')).toEqual({ sentences: 2, contradictory: 1 })
})

it('adds up, and counts places where the same sentence stands twice', () => {
  const pairs = readPairs(smallRelease(), 'chatgpt')
  expect(
    sumSentences([
      { sentences: 3, contradictory: 1 },
      { sentences: 2, contradictory: 0 },
    ]),
  ).toEqual({ sentences: 5, contradictory: 1 })
  expect(countContradictoryPlaces(pairs)).toBe(1)
  expect(countContradictoryPlaces([...pairs, { ...pairs[0], file: '1_4_0.txt' }])).toBe(2)
})
