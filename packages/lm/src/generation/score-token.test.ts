import { expect, it } from 'vitest'

import { logSoftmax } from './distribution.ts'
import { scoreToken } from './score-token.ts'

it('gives log-probabilities of the token and of the likeliest, equals in id order', () => {
  const logits = [0.5, 2, -1, 2, 3, Number.NEGATIVE_INFINITY]
  const wanted = logSoftmax(logits)
  const { id, logProbability, top } = scoreToken(logits, 2, 4)
  expect(id).toBe(2)
  expect(logProbability).toBeCloseTo(wanted[2], 12)
  expect(top.map((entry) => entry.id)).toEqual([4, 1, 3, 0])
  expect(top[3].logProbability).toBeCloseTo(wanted[0], 12)
  expect(scoreToken(logits, 0, 0).top).toEqual([])
})
