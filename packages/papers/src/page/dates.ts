import { isDay } from '../reading/record.ts'

/** A date as pages print it; `year` is missing where the page leaves out the running one. */
export type PageDate = { readonly year: number | undefined; readonly month: number; readonly day: number }

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const month =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const weekday = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,?\\s+)?'
const dayNumber = '([12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?'
const prefix = '^(?:published\\s+(?:on\\s+)?)?'
const year = '((?:19|20)\\d\\d)'
const monthFirst = new RegExp(`${prefix}${weekday}${month}\\s+${dayNumber}(?!\\d)(?:,?\\s+${year})?\\s*(.*)$`, 'i')
/** "Dec 182": the 18th and two comments, where a copy lost the space; "Dec 2025" is no such thing. */
const glued = new RegExp(`^${month}\\s+(?!(?:19|20)\\d\\d$)([12]\\d|3[01]|[4-9]|3(?=[2-9]))(\\d{1,3})$`, 'i')
const dayFirst = new RegExp(`${prefix}${weekday}${dayNumber}\\s+${month}(?:,?\\s+${year})?\\s*(.*)$`, 'i')
const iso = new RegExp(`${prefix}${year}-(\\d\\d)-(\\d\\d)\\s*(.*)$`, 'i')

/**
 * Reads a date at the beginning of `text` and gives what follows it: "Dec 31, 2024 1" has the rest "1", and so has "Dec 31, 20241",
 * where a copy lost the space. Undefined where no date stands there.
 */
export function parsePageDate(text: string): { readonly date: PageDate; readonly rest: string } | undefined {
  const match = monthFirst.exec(text)
  if (match) return found(match[3], match[1], match[2], match[4])
  const tight = glued.exec(text)
  if (tight) return found(undefined, tight[1], tight[2], tight[3])
  const reversed = dayFirst.exec(text)
  if (reversed) return found(reversed[3], reversed[2], reversed[1], reversed[4])
  const plain = iso.exec(text)
  return plain ? found(plain[1], monthNames[Number(plain[2]) - 1] ?? '', plain[3], plain[4]) : undefined
}

function found(year: string | undefined, monthName: string, day: string, rest: string) {
  const index = monthNames.indexOf(monthName.slice(0, 3).toLowerCase())
  if (index < 0) return undefined
  return { date: { year: year === undefined ? undefined : Number(year), month: index + 1, day: Number(day) }, rest }
}

/** The day on which a page was saved; without `month` and `day` the page does not say, and the whole year is taken. */
export type SavedDay = { readonly year: number; readonly month?: number; readonly day?: number }

/**
 * When a page was saved. `header` is the date at its top, `year` what a person says, `modifiedAt` the file's own time: without a
 * person's word it is the last such day that is not after the file's.
 */
export function savedDay(header: PageDate | undefined, year: number | undefined, modifiedAt: Date): SavedDay {
  if (header?.year !== undefined) return { ...header, year: header.year }
  const modified = { year: modifiedAt.getUTCFullYear(), month: modifiedAt.getUTCMonth() + 1, day: modifiedAt.getUTCDate() }
  if (!header) return year === undefined ? modified : { year }
  return { ...header, year: year ?? (isLater(header, modified) ? modified.year - 1 : modified.year) }
}

/** The day `YYYY-MM-DD` of a printed date: without a year, a month and day later than the saved day's mean the year before. */
export function resolveDay(date: PageDate, saved: SavedDay): string | undefined {
  const year = date.year ?? (isLater(date, saved) ? saved.year - 1 : saved.year)
  const text = `${year}-${String(date.month).padStart(2, '0')}-${String(date.day).padStart(2, '0')}`
  return isDay(text) ? text : undefined
}

function isLater(date: PageDate, saved: { readonly month?: number; readonly day?: number }): boolean {
  if (saved.month === undefined || saved.day === undefined) return false
  return date.month > saved.month || (date.month === saved.month && date.day > saved.day)
}
