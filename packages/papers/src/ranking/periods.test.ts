import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { addDays, dayOf, monthOf, parseDay, parseMonth, parseWeek, weekOf } from './periods.ts'

describe('a day', () => {
  it('is itself where it exists', () => {
    expect(parseDay('2024-02-29')).toBe('2024-02-29')
  })

  it.each(['2025-13-40', '2025-02-29', '2025-2-3', '2025-02-26T00:00', '', 'today', '0000-00-00'])('is refused: "%s"', (text) => {
    expect(() => parseDay(text)).toThrow(expect.objectContaining({ code: 'bad-day', message: expect.stringContaining('2026-02-26') }))
  })
})

describe('a week', () => {
  // From the calendar: ISO 8601 counts a week to the year of its Thursday.
  it.each([
    ['2026-W01', '2025-12-29', '2026-01-04'],
    ['2020-W53', '2020-12-28', '2021-01-03'],
    ['2024-W09', '2024-02-26', '2024-03-03'],
    ['2023-W01', '2023-01-02', '2023-01-08'],
  ])('%s is Monday %s to Sunday %s', (week, from, to) => {
    expect(parseWeek(week)).toEqual({ from, to })
    expect([weekOf(from), weekOf(to)]).toEqual([week, week])
  })

  it.each(['2024-W60', '2024-W00', '2024-W53', '2024-9', '2024-W9', 'W09', ''])('is refused: "%s"', (text) => {
    expect(() => parseWeek(text)).toThrow(expect.objectContaining({ code: 'bad-week' }))
  })

  it('holds every day that names it', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (moment) => {
        const day = dayOf(moment)
        const { from, to } = parseWeek(weekOf(day))
        return from <= day && day <= to && addDays(from, 6) === to
      }),
    )
  })
})

describe('a month', () => {
  it('goes from its first to its last day, leap years included', () => {
    expect(parseMonth('2024-02')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
    expect(parseMonth('2025-12')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
    expect(monthOf('2025-12-31')).toBe('2025-12')
  })

  it.each(['2024-13', '2024-00', '2024-1', '2024', ''])('is refused: "%s"', (text) => {
    expect(() => parseMonth(text)).toThrow(expect.objectContaining({ code: 'bad-month' }))
  })
})
