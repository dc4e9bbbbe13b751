import type { Store } from '@offprint/store'

import type { Page, Why } from '../catalogue.ts'
import { dayBefore, newestDay } from './days.ts'
import { counted, type ListedRows, votesTerm } from './listed.ts'
import { listLatest } from './lists.ts'
import { readPage } from './page.ts'
import { addDays, dayOf } from './periods.ts'

/** Every constant of the trending list. They are our choice, not fitted to anything; /about/ranking shows them from here. */
export const trendingConstants = {
  /** A comment says that somebody read; it counts half a vote. */
  commentWeight: 0.5,
  /** Added to the votes, so that a new paper without any stands somewhere. */
  start: 1,
  /** Added to the age, so that the first hours do not decide everything. */
  headStartDays: 2,
  /** How fast age weighs: after 6 days (2 + 6 = 4 · 2) a paper needs 4^1.5 = 8 times the votes. */
  gravity: 1.5,
  /** Older papers are left out, counted from the newest feed day that is not in the future. */
  windowDays: 30,
} as const

export const trendingFormula = '(votes + commentWeight · comments + start) / (ageDays + headStartDays) ^ gravity'

type Candidate = { readonly seq: number; readonly feed_day: string; readonly imported_upvotes: number; readonly imported_comments: number }

/** The trending score of one paper. Its age is counted from the beginning of its feed day, in days. */
export function trendingScore(votes: number, comments: number, ageDays: number): number {
  const { commentWeight, start, headStartDays, gravity } = trendingConstants
  return (votes + commentWeight * comments + start) / (Math.max(0, ageDays) + headStartDays) ** gravity
}

/**
 * What people read now, by `trendingFormula`; equal scores by feed order. Where the newest papers are old, it is they that
 * trend, and where no paper has a date, the latest: never empty while the catalogue is not. Throws BadInputError.
 */
export async function listTrending(store: Store, now: Date, page?: Page): Promise<ListedRows> {
  const { limit, offset } = readPage(page)
  const since = await windowStart(store, dayOf(now))
  if (since === undefined) return listLatest(store, page)

  const candidates = await findCandidates(store, since, offset + limit)
  const scored = candidates.map((candidate) => ({ ...candidate, ageDays: ageOf(candidate, now), score: scoreOf(candidate, now) }))
  const wanted = scored.sort((a, b) => b.score - a.score || a.seq - b.seq).slice(offset, offset + limit)
  const seqs = wanted.map(({ seq }) => seq)
  const [rows, { total }] = await Promise.all([
    store.db.selectFrom('papers').selectAll().where('seq', 'in', seqs).execute(),
    inWindow(store, since)
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ])
  const bySeq = new Map(rows.map((row) => [row.seq, row]))
  const listed = wanted.flatMap((candidate) => {
    const row = bySeq.get(candidate.seq) // one that was removed meanwhile is left out
    return row ? [{ row, why: whyTrending(candidate) }] : []
  })
  return { listed, total }
}

/** The day after which papers can trend; undefined where no paper has a day. */
async function windowStart(store: Store, today: string): Promise<string | undefined> {
  const newest = (await dayBefore(store, addDays(today, 1))) ?? (await newestDay(store))
  return newest && addDays(newest, -trendingConstants.windowDays)
}

function inWindow({ db }: Store, since: string) {
  return db.selectFrom('papers').where('feed_day', '>', since)
}

/**
 * All papers with votes or comments, and of the rest, which stand in the order of their days, the first `count`: the first
 * `count` of the whole list are among them.
 */
async function findCandidates(store: Store, since: string, count: number): Promise<Candidate[]> {
  const papers = inWindow(store, since).select(['seq', 'feed_day', 'imported_upvotes', 'imported_comments'])
  const [noticed, others] = await Promise.all([
    papers.where((eb) => eb.or([eb('imported_upvotes', '>', 0), eb('imported_comments', '>', 0)])).execute(),
    papers
      .where('imported_upvotes', '=', 0)
      .where('imported_comments', '=', 0)
      .orderBy('feed_day', 'desc')
      .orderBy('seq')
      .limit(count)
      .execute(),
  ])
  return [...noticed, ...others] as Candidate[] // feed_day is not null where it is greater than something
}

function ageOf({ feed_day }: Candidate, now: Date): number {
  return Math.max(0, (now.getTime() - Date.parse(feed_day)) / 86_400_000)
}

function scoreOf(candidate: Candidate, now: Date): number {
  return trendingScore(candidate.imported_upvotes, candidate.imported_comments, ageOf(candidate, now))
}

function whyTrending({
  feed_day,
  imported_upvotes,
  imported_comments,
  ageDays,
  score,
}: Candidate & { ageDays: number; score: number }): Why {
  const { commentWeight, start, headStartDays, gravity } = trendingConstants
  const days = counted(Number(ageDays.toFixed(1)), 'day')
  return {
    text: `${counted(imported_upvotes, 'vote')} and ${counted(imported_comments, 'comment')}, ${days} old: score ${score.toPrecision(3)}`,
    terms: [
      votesTerm(imported_upvotes),
      {
        name: 'comments',
        value: imported_comments * commentWeight,
        because: `${counted(imported_comments, 'comment')}, each worth ${commentWeight} of a vote`,
      },
      { name: 'start', value: start, because: 'every paper has this, so that a new one stands somewhere' },
      {
        name: 'age',
        value: (ageDays + headStartDays) ** -gravity,
        because: `${days} since ${feed_day}: the sum is divided by (days + ${headStartDays}) ^ ${gravity}`,
      },
    ],
  }
}
