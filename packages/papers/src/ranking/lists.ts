import type { PaperTable, Schema, Store, Window } from '@offprint/store'
import { type OrderByItemBuilder, type Selectable, type SelectQueryBuilder, sql } from 'kysely'

import type { Page, Why } from '../catalogue.ts'
import { counted, type ListedRows, votesTerm } from './listed.ts'
import { readPage } from './page.ts'
import { type DayRange, parseDay, parseMonth, parseWeek } from './periods.ts'

/** The papers of a feed day, most votes first, then in the order in which the feed gave them. Throws BadInputError. */
export async function listDay(store: Store, day: string, page?: Page): Promise<ListedRows> {
  return listPeriod(store, { from: parseDay(day), to: day }, `on ${day}`, page)
}

/** The papers of an ISO week, as listDay. */
export async function listWeek(store: Store, week: string, page?: Page): Promise<ListedRows> {
  return listPeriod(store, parseWeek(week), `in week ${week}`, page)
}

/** The papers of a month, as listDay. */
export async function listMonth(store: Store, month: string, page?: Page): Promise<ListedRows> {
  return listPeriod(store, parseMonth(month), `in ${month}`, page)
}

/** All papers, newest feed day first; within a day as listDay. Those without any date come last. */
export async function listLatest(store: Store, page?: Page): Promise<ListedRows> {
  const window = readPage(page)
  const { rows, total } = await readList(store, undefined, latestOrder, window, page?.mentioning)
  return { listed: rows.map((row) => ({ row, why: whyLatest(row) })), total }
}

async function listPeriod(store: Store, range: DayRange, when: string, page?: Page): Promise<ListedRows> {
  const window = readPage(page)
  const { rows, total } = await readList(store, range, periodOrder, window, page?.mentioning)
  return { listed: rows.map((row, index) => ({ row, why: whyInPeriod(row, window.offset + index + 1, total, when) })), total }
}

type Order = {
  readonly column: 'feed_day' | 'imported_upvotes' | 'seq'
  readonly direction: (order: OrderByItemBuilder) => OrderByItemBuilder
}

const newestDayFirst: Order = { column: 'feed_day', direction: (order) => order.desc().nullsLast() }
const mostVotesFirst: Order = { column: 'imported_upvotes', direction: (order) => order.desc() }
const feedOrder: Order = { column: 'seq', direction: (order) => order.asc() }

const latestOrder = [newestDayFirst, mostVotesFirst, feedOrder]
const periodOrder = [mostVotesFirst, newestDayFirst, feedOrder]

/** The page is chosen from the narrow index first: a far page would otherwise read every wide row before it (828 ms at 50,000). */
async function readList(
  { db }: Store,
  range: DayRange | undefined,
  order: readonly Order[],
  { limit, offset }: Window,
  mentioning?: string,
) {
  const inRange = db
    .selectFrom('papers')
    .$if(range !== undefined, (query) => query.where('feed_day', '>=', range!.from).where('feed_day', '<=', range!.to))
    .$if(mentioning !== undefined, (query) => query.where(holdsString(mentioning!)))
  const page = sorted(inRange.select('seq'), order).limit(limit).offset(offset)
  const [rows, { total }] = await Promise.all([
    sorted(db.selectFrom('papers').selectAll().where('seq', 'in', page), order).execute(),
    inRange.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ])
  return { rows, total }
}

/** Both databases know LIKE; what it finds by chance (an author of that name) the caller still has to tell apart. */
function holdsString(text: string) {
  const pattern = `%${JSON.stringify(text).replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`extra like ${pattern} escape '\\'`
}

function sorted<Row>(query: SelectQueryBuilder<Schema, 'papers', Row>, order: readonly Order[]): SelectQueryBuilder<Schema, 'papers', Row> {
  return order.reduce((query, { column, direction }) => query.orderBy(column, direction), query)
}

function whyInPeriod(row: Selectable<PaperTable>, place: number, total: number, when: string): Why {
  const votes = row.imported_upvotes
  return {
    text: `Number ${place} of ${total} ${when}: ${counted(votes, 'vote')}`,
    terms: [
      votesTerm(votes),
      {
        name: 'feed day',
        value: Date.parse(`${row.feed_day}`),
        because: `listed on ${row.feed_day}; with equal votes the newer day comes first`,
      },
      { name: 'feed order', value: row.seq, because: 'with equal votes on one day, the order in which the feed gave them' },
    ],
  }
}

function whyLatest({ feed_day, imported_upvotes }: Selectable<PaperTable>): Why {
  const when = feed_day ? `listed on ${feed_day}` : 'without a date, so after all that have one'
  return {
    text: `Newest first: ${when}, ${counted(imported_upvotes, 'vote')}`,
    terms: [{ name: 'feed day', value: feed_day ? Date.parse(feed_day) : 0, because: when }, votesTerm(imported_upvotes)],
  }
}
