import { expect, it } from 'vitest'
import { formatFigure, wholeNumber } from './numbers.ts'

it('takes whole numbers and says what is wanted for anything else', () => {
  expect(wholeNumber(1)('20')).toBe(20)
  for (const wrong of ['0', '-3', '2.5', 'ten', '', '1e3', '99999999999999999999'])
    expect(() => wholeNumber(1)(wrong)).toThrow(/whole number of at least 1/)
})

it('shows figures with the digits that a person reads', () => {
  expect([1401, 0.8418079096, -0.0187934, 1e-9, 12345.678].map(formatFigure)).toEqual(['1401', '0.8418', '-0.01879', '1e-9', '12350'])
})
