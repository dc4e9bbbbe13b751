import type { Ranked, Store, Window } from '@offprint/store'

import { isEmpty, toCondition, toMatch } from './filters.ts'
import { fuse } from './fusion.ts'
import type { SearchQuery } from './query.ts'
import type { PaperVectors } from './vectors.ts'
import { rankByWords, type WordRanking } from './words.ts'

/** So many of each list are fused; what comes after is found by its words alone. */
export const fusionDepth = 200

/**
 * Something is always nearest: below this cosine a paper counts as about something else. With potion-base-4M on 75,481 papers
 * the best twenty for "driverless cars" have 0.41 to 0.49 and are about them; for "of the" the best has 0.28.
 */
export const leastSimilarity = 0.4

/**
 * One page by reciprocal rank fusion of BM25 and of nearness in meaning. Filters and quoted phrases restrict both; plain
 * words are no condition for a paper that is near in meaning.
 */
export async function rankHybrid(store: Store, query: SearchQuery, vectors: PaperVectors, window: Window): Promise<WordRanking> {
  const [byWords, neighbours] = await Promise.all([
    rankByWords(store, query, { limit: fusionDepth, offset: 0 }),
    nearInMeaning(store, query, vectors),
  ])
  const fused = fuse([byWords.ranked, neighbours])
  const pulledAhead = await countPulledAhead(store, query, byWords, fused)
  const byMeaningOnly = fused.length - byWords.ranked.length - pulledAhead
  const page = fused.slice(window.offset, window.offset + window.limit)
  const rest = await tail(store, query, window, fused, pulledAhead)
  return { ...byWords, ranked: [...page, ...rest], total: byWords.total + byMeaningOnly }
}

/** Papers that have the words too, but so far down that only their meaning brought them into the fused list. */
async function countPulledAhead({ db, words }: Store, query: SearchQuery, { ranked, total, match }: WordRanking, fused: readonly Ranked[]) {
  if (total <= ranked.length || isEmpty(match)) return 0
  const top = new Set(ranked.map(({ seq }) => seq))
  const others = fused.flatMap(({ seq }) => (top.has(seq) ? [] : [seq]))
  const condition = toCondition(query)
  return words.count(db, match, (eb) => eb.and([eb('papers.seq', 'in', others), ...(condition ? [condition(eb)] : [])]))
}

async function nearInMeaning(store: Store, query: SearchQuery, vectors: PaperVectors) {
  const text = [...query.words, ...query.phrases].join(' ')
  if (text === '') return []
  const neighbours = await vectors.nearest(text, fusionDepth, await allowedPapers(store, query))
  return neighbours.filter(({ similarity }) => similarity >= leastSimilarity)
}

/** The papers that filters and quoted phrases leave; undefined for all. */
async function allowedPapers({ db, words }: Store, query: SearchQuery): Promise<Set<number> | undefined> {
  const condition = toCondition(query)
  const must = toMatch({ ...query, words: [] })
  if (isEmpty(must)) {
    if (!condition) return undefined
    return new Set((await db.selectFrom('papers').select('seq').where(condition).execute()).map(({ seq }) => seq))
  }
  const found = await words.newest(db, must, condition, { limit: Number.MAX_SAFE_INTEGER, offset: 0 })
  return new Set(found.map(({ seq }) => seq))
}

/** The part of the page behind the fused list: further matches by words, without those that were fused already. */
async function tail(store: Store, query: SearchQuery, { limit, offset }: Window, fused: readonly Ranked[], pulledAhead: number) {
  const needed = offset + limit - fused.length
  if (needed <= 0) return []
  const { ranked } = await rankByWords(store, query, { limit: needed + pulledAhead, offset: fusionDepth })
  const seen = new Set(fused.map(({ seq }) => seq))
  return ranked.filter(({ seq }) => !seen.has(seq)).slice(Math.max(0, offset - fused.length), needed)
}
