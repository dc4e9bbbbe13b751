const dayMs = 86_400_000

/** The UTC day of a time, `YYYY-MM-DD`. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10)
}

/** True for a day that is on the calendar: `2025-02-29` and `2025-13-40` are not. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && dayOf(new Date(text)) === text
}

/** True for `YYYY-MM` with a month from 01 to 12. */
export function isMonth(text: string): boolean {
  return isDay(`${text}-01`)
}

/** True for an ISO week that its year has: `2025-W53` is none, 2025 has 52. */
export function isWeek(text: string): boolean {
  return /^\d{4}-W\d{2}$/.test(text) && weekOf(mondayOf(text)) === text
}

/** The ISO week of a day, `YYYY-Www`: weeks begin on Monday and belong to the year of their Thursday. */
export function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  const thursday = new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * dayMs)
  const year = thursday.getUTCFullYear()
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / dayMs / 7) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}

/** The Monday of an ISO week; 4 January is always in week 1. A number past the year's last week runs on into the next year. */
export function mondayOf(week: string): string {
  const [year, number] = week.split('-W').map(Number)
  const fourth = new Date(Date.UTC(year, 0, 4))
  const firstMonday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * dayMs
  return dayOf(new Date(firstMonday + (number - 1) * 7 * dayMs))
}

/** The day so many days later (earlier where negative). */
export function addDays(day: string, count: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs))
}

/** The month before (-1) or after (1). */
export function addMonths(month: string, count: number): string {
  const [year, number] = month.split('-').map(Number)
  return dayOf(new Date(Date.UTC(year, number - 1 + count, 1))).slice(0, 7)
}

const long = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const monthNames = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2025, month)),
)
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' })
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })

/** `25 December 2025`, from a day or a time; what is no date is shown as it came. */
export function longDay(day: string): string {
  return formatWith(long, day)
}

/** `25 Dec 2025`. */
export function shortDay(day: string): string {
  return formatWith(short, day)
}

/** `December 2025`, from a day or a month. Lists say it for every paper, so it takes no formatter. */
export function monthName(day: string): string {
  const name = monthNames[Number(day.slice(5, 7)) - 1]
  return name === undefined ? day : `${name} ${day.slice(0, 4)}`
}

/** `Thursday`. */
export function weekdayName(day: string): string {
  return formatWith(weekday, day)
}

/** `25 Dec 2025, 18:04 UTC`. */
export function clockTime(time: string): string {
  return `${shortDay(time)}, ${formatWith(clock, time)} UTC`
}

function formatWith(format: Intl.DateTimeFormat, text: string): string {
  const time = Date.parse(text)
  return Number.isNaN(time) ? text : format.format(time)
}
