import type { Catalogue, ListedPaper, PaperList } from '@offprint/papers'

import { addDays, addMonths, dayOf, isDay, isMonth, isWeek, longDay, mondayOf, monthName, weekdayName, weekOf } from '../../calendar.ts'
import { Problem, quoted } from '../../problem.ts'
import type { Page as SitePage } from '../../site.ts'

/** A list with what its page says around it. */
export type ShownList = {
  readonly heading: string
  /** What feeds call it: the same today and tomorrow. */
  readonly name: string
  /** Said beside the heading, after the count: the days of a week, why another day is shown. */
  readonly note?: string
  /** Path of the list itself, without its page number. */
  readonly path: string
  readonly current: NonNullable<SitePage['current']>
  readonly before?: Neighbour
  readonly after?: Neighbour
  readonly papers: readonly ListedPaper[]
  readonly total: number
  /** Shown where there is no paper: why, and where to go. */
  readonly emptiness: string
}
export type Neighbour = { readonly path: string; readonly name: string }
/** Which part of a list: `limit` papers from `offset`. */
export type Part = { readonly limit: number; readonly offset: number }

/** The papers of a UTC day. Throws Problem 400 for what is no day. */
export async function dayList(catalogue: Catalogue, day: string, now: Date, part: Part): Promise<ShownList> {
  if (!isDay(day))
    throw new Problem(400, `${quoted(day)} is no day.`, 'A day is written YYYY-MM-DD, such as 2025-12-25, and must be on the calendar.')
  const today = dayOf(now)
  const [list, before, after] = await Promise.all([catalogue.day(day, part), catalogue.dayBefore(day), catalogue.dayAfter(day)])
  return {
    ...list,
    heading: day === today ? 'Today’s papers' : `${weekdayName(day)}, ${longDay(day)}`,
    name: longDay(day),
    path: `/date/${day}`,
    current: 'today',
    before: neighbour('/date/', before, longDay),
    after: neighbour('/date/', after, longDay),
    emptiness: whyEmpty(day, today, 'This day has', before ?? after),
  }
}

/** Today's papers, else those of the newest day that has some, and says so; undefined where the catalogue is empty. */
export async function frontList(catalogue: Catalogue, now: Date, part: Part): Promise<ShownList | undefined> {
  const today = await dayList(catalogue, dayOf(now), now, part)
  if (today.total > 0) return { ...today, name: 'daily papers', path: '/' }
  const newest = await newestPastDay(catalogue, dayOf(now))
  if (newest === undefined) return undefined
  const list = await dayList(catalogue, newest, now, part)
  return { ...list, name: 'daily papers', path: '/', note: 'the newest day that has papers; today has none yet' }
}

/** The papers of an ISO week. Throws Problem 400 for what is no week. */
export async function weekList(catalogue: Catalogue, week: string, now: Date, part: Part): Promise<ShownList> {
  if (!isWeek(week))
    throw new Problem(
      400,
      `${quoted(week)} is no week.`,
      'A week is written YYYY-Www, such as 2025-W52, and must be one of its year’s 52 or 53.',
    )
  const monday = mondayOf(week)
  const sunday = addDays(monday, 6)
  const [list, before, after] = await Promise.all([catalogue.week(week, part), catalogue.dayBefore(monday), catalogue.dayAfter(sunday)])
  return {
    ...list,
    heading: week === weekOf(dayOf(now)) ? 'This week’s papers' : weekName(week),
    note: `${longDay(monday)} to ${longDay(sunday)}`,
    name: weekName(week),
    path: `/week/${week}`,
    current: 'week',
    before: neighbour('/week/', before && weekOf(before), weekName),
    after: neighbour('/week/', after && weekOf(after), weekName),
    emptiness: whyEmpty(monday, dayOf(now), 'This week has', before ?? after),
  }
}

/** The papers of a month. Throws Problem 400 for what is no month. */
export async function monthList(catalogue: Catalogue, month: string, now: Date, part: Part): Promise<ShownList> {
  if (!isMonth(month)) throw new Problem(400, `${quoted(month)} is no month.`, 'A month is written YYYY-MM, such as 2025-12.')
  const first = `${month}-01`
  const [list, before, after] = await Promise.all([
    catalogue.month(month, part),
    catalogue.dayBefore(first),
    catalogue.dayAfter(addDays(`${addMonths(month, 1)}-01`, -1)),
  ])
  return {
    ...list,
    heading: monthName(month),
    name: monthName(month),
    path: `/month/${month}`,
    current: 'month',
    before: neighbour('/month/', before?.slice(0, 7), monthName),
    after: neighbour('/month/', after?.slice(0, 7), monthName),
    emptiness: whyEmpty(first, dayOf(now), 'This month has', before ?? after),
  }
}

/** What is read and voted for now, by the formula of /about/ranking. */
export async function trendingList(catalogue: Catalogue, now: Date, part: Part): Promise<ShownList> {
  const list: PaperList = await catalogue.trending(now, part)
  return {
    ...list,
    heading: 'Trending',
    name: 'trending',
    path: '/trending',
    current: 'trending',
    emptiness: 'The catalogue is empty: nothing can trend.',
  }
}

/** The newest day that has papers and is not still to come; the first of the days to come where there is no other. */
export async function newestPastDay(catalogue: Catalogue, today: string): Promise<string | undefined> {
  return (await catalogue.dayBefore(addDays(today, 1))) ?? (await catalogue.newestDay())
}

function neighbour(place: string, name: string | undefined, say: (name: string) => string): Neighbour | undefined {
  return name === undefined ? undefined : { path: place + name, name: say(name) }
}

function weekName(week: string): string {
  const [year, number] = week.split('-W')
  return `Week ${Number(number)}, ${year}`
}

function whyEmpty(first: string, today: string, what: string, nearest: string | undefined): string {
  if (nearest === undefined) return `${what} no papers: the catalogue is empty.`
  if (first > today) return `${what} not come yet.`
  const weekend = what.startsWith('This day') && /^S/.test(weekdayName(first)) ? ' Few papers are announced at weekends.' : ''
  return `${what} no papers: none of those imported was featured or published then.${weekend}`
}
