import { expect, it } from 'vitest'

import { card } from '../testing/methods/counter/card.ts'
import type { LedgerRow } from './queries.ts'
import { movedClaims, standingsOf } from './standing.ts'

const code = { method: 'm', spine: 's' }
const row = (run: string, more: Partial<LedgerRow> = {}): LedgerRow => ({
  id: 1,
  slug: 'counter',
  claim: 'reaches-ten',
  kind: 'exact',
  paper: 10,
  measured: 10,
  unit: 'numbers',
  interval: null,
  n: 1,
  verdict: 'holds',
  run,
  code_method: 'm',
  code_spine: 's',
  recorded_at: `2026-03-01T00:00:0${run}.000Z`,
  size: 'small',
  ...more,
})
const standing = (...rows: LedgerRow[]) => standingsOf(card, rows, code)[0]

it('is the newest row of the largest size, the others its history', () => {
  expect(standing(row('1', { verdict: 'fails' }), row('2'))).toMatchObject({ run: '2', verdict: 'holds', history: [{ run: '1' }] })
  expect(standing(row('1'), row('2', { size: 'smoke', verdict: 'fails' }))).toMatchObject({ run: '1', verdict: 'holds' })
  expect(standing(row('1'), row('2', { size: 'full', verdict: 'fails' }))).toMatchObject({ run: '2', verdict: 'fails' })
})

it('is older code when the method or the spine has changed since', () => {
  expect(standing(row('1')).olderCode).toBe(false)
  expect(standing(row('1', { code_method: 'x' })).olderCode).toBe(true)
  expect(standing(row('1', { code_spine: 'x' })).olderCode).toBe(true)
})

it('is not yet measured without a row, and not testable here where the rule says so', () => {
  expect(standingsOf(card, [], code).map(({ verdict }) => verdict)).toEqual([null, 'not testable here'])
})

it('has moved when its verdict changed or is the first, newest first', () => {
  const first = standing(row('1'))
  const same = standing(row('1'), row('2'))
  const changed = standing(row('1', { verdict: 'fails' }), row('3'))
  expect(movedClaims([first, same, changed], 9)).toEqual([changed, first])
  expect(movedClaims([first, changed], 1)).toEqual([changed])
})
