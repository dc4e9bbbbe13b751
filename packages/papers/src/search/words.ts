import type { PaperCondition, Ranked, Store, Window, WordMatch } from '@offprint/store'

import { isEmpty, toCondition, toMatch } from './filters.ts'
import type { SearchQuery } from './query.ts'

/**
 * Up to this many matches every one is ranked; above, what stands in over half of the papers is left out of the ranking.
 * On 75,481 papers 28,563 matches took 28 ms, and "the of and" (70,074 matches) 86 ms (DESIGN.md, Catalogue).
 */
export const exactRankingLimit = 40_000

/** One page of the matches of a query by BM25, and how many there are. `match` is what was ranked by: its words are marked in passages. */
export type WordRanking = {
  readonly ranked: readonly Ranked[]
  readonly total: number
  readonly droppedWords: readonly string[]
  readonly match: WordMatch
}

export async function rankByWords(
  { db, words }: Store,
  query: SearchQuery,
  window: Window,
  limit: number = exactRankingLimit,
): Promise<WordRanking> {
  const condition = toCondition(query)
  const match = toMatch(query)
  if (isEmpty(match)) return { ...(await newestPapers(db, condition, window)), droppedWords: [], match }

  // Two readers work at once: where even the unfiltered matches are few, nothing needs to wait for the exact count.
  const few = condition !== undefined && (await words.count(db, match, undefined)) <= limit
  const ranked = few ? words.ranked(db, match, condition, window) : undefined
  const [total] = await Promise.all([words.count(db, match, condition), ranked])
  if (total <= limit) return { ranked: await (ranked ?? words.ranked(db, match, condition, window, total)), total, droppedWords: [], match }

  const droppedWords = await wordsOfHalfThePapers({ db, words }, query.words)
  const kept = toMatch({ ...query, words: query.words.filter((word) => !droppedWords.includes(word)) })
  // Words that nearly every paper has say nothing about which is best: the last added come first.
  if (isEmpty(kept)) return { ranked: await words.newest(db, match, condition, window), total, droppedWords, match }
  const remaining = droppedWords.length > 0 ? await words.count(db, kept, condition) : total
  return { ranked: await words.ranked(db, kept, condition, window, remaining), total: remaining, droppedWords, match: kept }
}

async function wordsOfHalfThePapers({ db, words }: Pick<Store, 'db' | 'words'>, asked: readonly string[]): Promise<string[]> {
  const { papers } = await db
    .selectFrom('papers')
    .select((eb) => eb.fn.countAll<number>().as('papers'))
    .executeTakeFirstOrThrow()
  const counts = await Promise.all(asked.map((word) => words.count(db, { phrases: [word], names: [], organizations: [] }, undefined)))
  return asked.filter((_, index) => counts[index] > papers / 2)
}

async function newestPapers(db: Store['db'], condition: PaperCondition, { limit, offset }: Window) {
  const papers = db.selectFrom('papers').$if(condition !== undefined, (query) => query.where((eb) => condition!(eb)))
  const [rows, { total }] = await Promise.all([
    papers
      .select('seq')
      .orderBy('published_at', (order) => order.desc().nullsLast())
      .orderBy('seq', 'desc')
      .limit(limit)
      .offset(offset)
      .execute(),
    papers.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ])
  return { ranked: rows.map(({ seq }) => ({ seq, score: 0 })), total }
}
