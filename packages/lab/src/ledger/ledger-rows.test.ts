import { expect, it } from 'vitest'

import { card } from '../testing/methods/counter/card.ts'
import { sampleResult } from '../testing/sample-result.ts'
import { ledgerRows } from './ledger-rows.ts'

it('adds a row for each judged claim, with the figure that decided it', () => {
  const interval = { low: 9, high: 11, level: 0.95, n: 4 }
  const result = { ...sampleResult, figures: [{ ...sampleResult.figures[0], n: 4, interval }] }
  expect(ledgerRows(result, card, 'run', 'then')).toEqual([
    expect.objectContaining({
      claim: 'reaches-ten',
      measured: 10,
      n: 4,
      interval: JSON.stringify(interval),
      verdict: 'holds',
      unit: 'numbers',
    }),
  ])
  expect(ledgerRows({ ...result, claims: [] }, card, 'run', 'then')).toEqual([])
})
