import type { PaperTable, Store } from '@offprint/store'
import type { Selectable } from 'kysely'

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
export async function listLatest({ db }: Store, page?: Page): Promise<ListedRows> {
  const { limit, offset } = readPage(page)
  const [rows, { total }] = await Promise.all([
    db
      .selectFrom('papers')
      .selectAll()
      .orderBy('feed_day', (order) => order.desc().nullsLast())
      .orderBy('imported_upvotes', 'desc')
      .orderBy('seq')
      .limit(limit)
      .offset(offset)
      .execute(),
    db
      .selectFrom('papers')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ])
  return { listed: rows.map((row) => ({ row, why: whyLatest(row) })), total }
}

async function listPeriod({ db }: Store, { from, to }: DayRange, when: string, page?: Page): Promise<ListedRows> {
  const { limit, offset } = readPage(page)
  const papers = db.selectFrom('papers').where('feed_day', '>=', from).where('feed_day', '<=', to)
  const [rows, { total }] = await Promise.all([
    papers.selectAll().orderBy('imported_upvotes', 'desc').orderBy('feed_day', 'desc').orderBy('seq').limit(limit).offset(offset).execute(),
    papers.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ])
  return { listed: rows.map((row, index) => ({ row, why: whyInPeriod(row, offset + index + 1, total, when) })), total }
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
