import { describe, expect, it } from 'vitest'

import { parsePageDate, resolveDay, savedDay } from './dates.ts'

describe('parsePageDate', () => {
  it.each([
    ['Feb 10, 2023', 2023, 2, 10, ''],
    ['Feb 10', undefined, 2, 10, ''],
    ['Dec 31, 2024 1', 2024, 12, 31, '1'],
    ['Nov 16, 202317', 2023, 11, 16, '17'],
    ['Dec 18 2', undefined, 12, 18, '2'],
    ['Dec 182', undefined, 12, 18, '2'],
    ['Jul 71', undefined, 7, 7, '1'],
    ['Sept. 2nd, 2025', 2025, 9, 2, ''],
    ['Published on Mar 5, 2024', 2024, 3, 5, ''],
    ['Thu, Dec 25', undefined, 12, 25, ''],
    ['25 December 2025', 2025, 12, 25, ''],
    ['2025-12-25', 2025, 12, 25, ''],
    ['Nov 16, 20', undefined, 11, 16, ', 20'],
  ] as const)('reads %s', (text, year, month, day, rest) => {
    expect(parsePageDate(text)).toEqual({ date: { year, month, day }, rest })
  })

  it.each(['May 2023', 'Dec 2025', 'Marching 5 ways', 'Dec', '3 authors', 'Dec 0'])('finds no date in "%s"', (text) => {
    expect(parsePageDate(text)).toBeUndefined()
  })
})

describe('the year of a date without one', () => {
  const march5 = { year: undefined, month: 3, day: 5 }
  const modifiedAt = new Date('2026-06-01T00:00:00Z')

  it('is the saved year up to the saved day, and the year before after it', () => {
    const saved = savedDay(march5, 2025, modifiedAt)
    expect(resolveDay({ year: undefined, month: 3, day: 5 }, saved)).toBe('2025-03-05')
    expect(resolveDay({ year: undefined, month: 3, day: 6 }, saved)).toBe('2024-03-06')
    expect(resolveDay({ year: 2020, month: 12, day: 31 }, saved)).toBe('2020-12-31')
  })

  it('comes without a person’s word from the last such day before the file was changed', () => {
    expect(savedDay(march5, undefined, modifiedAt).year).toBe(2026)
    expect(savedDay({ year: undefined, month: 12, day: 25 }, undefined, modifiedAt).year).toBe(2025)
    expect(savedDay({ year: 2019, month: 12, day: 25 }, undefined, modifiedAt).year).toBe(2019)
  })

  it('is the file’s where the page has no date at its top', () => {
    expect(resolveDay({ year: undefined, month: 6, day: 2 }, savedDay(undefined, undefined, modifiedAt))).toBe('2025-06-02')
    expect(resolveDay({ year: undefined, month: 12, day: 31 }, savedDay(undefined, 2024, modifiedAt))).toBe('2024-12-31')
  })

  it('refuses days that the calendar has not', () => {
    expect(resolveDay({ year: 2025, month: 2, day: 29 }, { year: 2025 })).toBeUndefined()
  })
})
