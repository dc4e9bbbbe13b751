import { expect, it } from 'vitest'
import { wholeNumber } from './numbers.ts'

it('takes whole numbers and says what is wanted for anything else', () => {
  expect(wholeNumber(1)('20')).toBe(20)
  for (const wrong of ['0', '-3', '2.5', 'ten', '', '1e3', '99999999999999999999'])
    expect(() => wholeNumber(1)(wrong)).toThrow(/whole number of at least 1/)
})
