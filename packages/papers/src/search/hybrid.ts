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
  const byMeaningOnly = fused.length - byWords.ranked.length
  const page = fused.slice(window.offset, window.offset + window.limit)
  return {
    ...byWords,
    ranked: [...page, ...(await tail(store, query, window, fused, byMeaningOnly))],
    total: byWords.total + byMeaningOnly,
  }
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
async function tail(store: Store, query: SearchQuery, window: Window, fused: readonly Ranked[], byMeaningOnly: number): Promise<Ranked[]> {
  const missing = window.offset + window.limit - Math.max(fused.length, window.offset)
  if (missing <= 0) return []
  const offset = Math.max(window.offset, fused.length) - byMeaningOnly
  const { ranked } = await rankByWords(store, query, { limit: missing, offset })
  const seen = new Set(fused.map(({ seq }) => seq))
  return ranked.filter(({ seq }) => !seen.has(seq))
}
