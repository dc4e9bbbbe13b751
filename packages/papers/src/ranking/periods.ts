import { type BadInputCode, BadInputError } from '../bad-input.ts'

/** A stretch of UTC days, both ends included. */
export type DayRange = { readonly from: string; readonly to: string }

const dayMs = 86_400_000

/** The same day, where `text` is one (`2026-02-26`). Throws BadInputError. */
export function parseDay(text: string): string {
  const day = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : Number.NaN)
  // JavaScript reads 2025-02-30 as 2 March: only a day that comes back unchanged exists.
  if (Number.isNaN(day.getTime()) || dayOf(day) !== text) throw unreadable('bad-day', text, 'a day', '2026-02-26')
  return text
}

/** The seven days of an ISO 8601 week (`2026-W09`), Monday to Sunday. Throws BadInputError. */
export function parseWeek(text: string): DayRange {
  const [, year, week] = /^(\d{4})-W(\d{2})$/.exec(text) ?? []
  const monday = addDays(firstMonday(Number(year)), (Number(week) - 1) * 7)
  if (!week || weekOf(monday) !== text) throw unreadable('bad-week', text, 'an ISO week', '2026-W09')
  return { from: monday, to: addDays(monday, 6) }
}

/** The days of a month (`2026-02`). Throws BadInputError. */
export function parseMonth(text: string): DayRange {
  const [, year, month] = /^(\d{4})-(\d{2})$/.exec(text) ?? []
  if (!(Number(month) >= 1 && Number(month) <= 12)) throw unreadable('bad-month', text, 'a month', '2026-02')
  return { from: `${text}-01`, to: dayOf(new Date(Date.UTC(Number(year), Number(month), 0))) }
}

/** The ISO week that a day lies in: the week of its Thursday, counted in the year of that Thursday. */
export function weekOf(day: string): string {
  const thursday = addDays(day, 3 - daysSinceMonday(day))
  const year = thursday.slice(0, 4)
  const week = Math.floor((Date.parse(thursday) - Date.parse(`${year}-01-01`)) / dayMs / 7) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}

export function monthOf(day: string): string {
  return day.slice(0, 7)
}

/** The UTC day of a moment. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}

export function addDays(day: string, count: number): string {
  const moved = new Date(Date.parse(day) + count * dayMs)
  return Number.isNaN(moved.getTime()) ? day : dayOf(moved)
}

/** Week 1 is the one with 4 January in it. */
function firstMonday(year: number): string {
  const fourth = `${String(year).padStart(4, '0')}-01-04`
  return addDays(fourth, -daysSinceMonday(fourth))
}

function daysSinceMonday(day: string): number {
  return (new Date(day).getUTCDay() + 6) % 7
}

function unreadable(code: BadInputCode, text: string, what: string, example: string): BadInputError {
  return new BadInputError(code, `"${text.slice(0, 40)}" is not ${what}. Write it like ${example}.`)
}
