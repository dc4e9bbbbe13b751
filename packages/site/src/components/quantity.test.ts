import { expect, it } from 'vitest'
import { count, counted, duration, fileSize, intervalText, quantity, verdictClass } from './quantity.ts'

it('shows shares as per cent and every other unit by its name', () => {
  expect(quantity(0.842, 'share')).toBe('84.2 %')
  expect(quantity(17, 'ratio')).toBe('17×')
  expect(quantity(0.815, 'points')).toBe('0.815')
  expect(quantity(31.25, 'tokens')).toBe('31.3 tokens')
  expect(quantity(null, 'share')).toBe('–')
})

it('writes minus signs, big and tiny numbers as print does', () => {
  expect(quantity(-11.2, 'points')).toBe('−11.2')
  expect(quantity(75481, 'count')).toBe('75,481')
  expect(quantity(0.0000012, 'points')).toBe('1.2 × 10^−6')
})

it('gives intervals in the unit of their figure', () => {
  expect(intervalText({ low: 0.801, high: 0.879, level: 0.95, n: 1401 }, 'share')).toBe('80.1–87.9')
  expect(intervalText({ low: -0.564, high: -0.336, level: 0.95, n: 90 }, 'share')).toBe('−56.4 to −33.6')
  expect(intervalText({ low: 8, high: 14.12, level: 0.95, n: 3 }, 'points')).toBe('8–14.1')
})

it('counts one thing and many', () => {
  expect([counted(1, 'author'), counted(1401, 'pair'), count(1e6)]).toEqual(['1 author', '1,401 pairs', '1,000,000'])
})

it('says times and sizes with the unit a person would choose', () => {
  expect([0.42, 12.4, 89, 180, 7500].map(duration)).toEqual(['0.4 s', '12 s', '89 s', '3 min', '2 h 05 min'])
  expect([0, 900, 98_000_000].map(fileSize)).toEqual(['0 B', '900 B', '98 MB'])
})

it('names a colour class for every verdict', () => {
  expect([verdictClass('not testable here'), verdictClass(null)]).toEqual(['not-testable-here', 'open'])
})
