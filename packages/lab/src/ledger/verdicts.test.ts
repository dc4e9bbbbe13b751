import { expect, it } from 'vitest'

import { card } from '../testing/methods/counter/card.ts'
import { judgeClaims } from './verdicts.ts'

const reached = (value: number) => [{ id: 'reached', value, unit: 'numbers', n: 1 }]

it("judges by the card's rule and gives the figure beside the paper's", () => {
  expect(judgeClaims(card, 'count', reached(10))).toEqual([{ id: 'reaches-ten', paper: 10, measured: 10, verdict: 'holds' }])
  expect(judgeClaims(card, 'count', reached(9))).toMatchObject([{ measured: 9, verdict: 'fails' }])
})

it('leaves out what another experiment decides and what lacks its figure', () => {
  expect(judgeClaims(card, 'other', reached(10))).toEqual([])
  expect(judgeClaims(card, 'count', [])).toEqual([])
})
