import { expect, it } from 'vitest'

import { smallRelease } from '../testing/small-release.ts'
import { readDescriptions, readRevised, readRound } from './revisions.ts'

it('reads texts with one id through all stages, and none of a stage that was not released', () => {
  const data = smallRelease()
  expect(readDescriptions(data, 'chatgpt')).toEqual([
    { id: 'ada_town/0', entity: 'ada_town', text: 'Ada was founded in 1040. It has 12 mills.' },
  ])
  expect(readRevised(data, 'chatgpt', 'm5').map(({ id }) => id)).toEqual(['ada_town/0'])
  expect(readRevised(data, 'chatgpt', 'm4')).toEqual([])
})

it('reads a round’s decisions with the facts that were flagged', () => {
  const [{ id, topic, sentences }] = readRound(smallRelease(), 'm2')
  expect([id, topic]).toEqual(['ada_town/0', 'Ada (town)'])
  expect(sentences.map(({ decision }) => decision)).toEqual(['revise', 'keep'])
  expect(sentences[0].changes).toEqual([
    {
      fact: { subject: 'Ada', predicate: 'was founded', object: 'in 1040.' },
      alternative: 'Ada was founded in 1624.',
      revision: 'Ada was founded.',
    },
  ])
})
