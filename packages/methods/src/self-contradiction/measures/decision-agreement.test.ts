import { expect, it } from 'vitest'
import { readPairs } from '../released/pairs.ts'
import { readRound } from '../released/revisions.ts'
import { smallRelease } from '../testing/small-release.ts'
import { countAgreement } from './decision-agreement.ts'

const detection = (contradictory: boolean) => ({ explanation: '', votes: [], score: 0, contradictory })

it('agrees where our rule on the verdicts comes to the recorded decision', () => {
  const data = smallRelease()
  const pairs = readPairs(data, 'chatgpt').filter((pair) => !pair.fromRevision)
  expect(
    countAgreement(
      pairs.map((pair) => ({ pair, detection: detection(pair.contradictory) })),
      readRound(data, 'm2'),
    ),
  ).toEqual({
    agreed: 2,
    sentences: 2,
  })
  expect(
    countAgreement(
      pairs.map((pair) => ({ pair, detection: detection(false) })),
      readRound(data, 'm2'),
    ),
  ).toEqual({ agreed: 1, sentences: 2 })
})

it('keeps a sentence without a checked fact', () => {
  expect(countAgreement([], readRound(smallRelease(), 'm2'))).toEqual({ agreed: 1, sentences: 2 })
})
