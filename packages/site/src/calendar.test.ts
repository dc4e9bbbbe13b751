import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  clockTime,
  isDay,
  isMonth,
  isWeek,
  longDay,
  mondayOf,
  monthName,
  shortDay,
  weekdayName,
  weekOf,
} from './calendar.ts'

it('knows which days, weeks and months exist', () => {
  expect(['2024-02-29', '2025-02-29', '2025-13-40', '2025-1-1', 'today'].map(isDay)).toEqual([true, false, false, false, false])
  expect(['2020-W53', '2025-W53', '2025-W00', '2025-W1', '2025-01'].map(isWeek)).toEqual([true, false, false, false, false])
  expect(['2025-12', '2025-13', '2025-00', '2025'].map(isMonth)).toEqual([true, false, false, false])
})

it('counts weeks as ISO 8601 does at the turn of the year', () => {
  // 1 January 2021 is a Friday: it belongs to the last week of 2020; 30 December 2024 is a Monday, of the first week of 2025.
  expect(weekOf('2021-01-01')).toBe('2020-W53')
  expect(weekOf('2024-12-30')).toBe('2025-W01')
  expect(mondayOf('2025-W01')).toBe('2024-12-30')
})

it('finds each day between its week’s Monday and the next', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
      const day = addDays('1970-01-01', days)
      const monday = mondayOf(weekOf(day))
      return isWeek(weekOf(day)) && monday <= day && day < addDays(monday, 7)
    }),
  )
})

it('steps over the ends of years', () => {
  expect(addMonths('2025-12', 1)).toBe('2026-01')
  expect(addMonths('2025-01', -1)).toBe('2024-12')
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
})

it('writes days in words and leaves alone what is no day', () => {
  expect(longDay('2025-12-25')).toBe('25 December 2025')
  expect(clockTime('2025-12-25T18:04:00.000Z')).toBe('25 Dec 2025, 18:04 UTC')
  expect([monthName('2025-12-25'), monthName('2025-01'), shortDay('2025-12-25'), weekdayName('2025-12-25')]).toEqual([
    'December 2025',
    'January 2025',
    '25 Dec 2025',
    'Thursday',
  ])
  expect([longDay('some time'), monthName('some time')]).toEqual(['some time', 'some time'])
})
