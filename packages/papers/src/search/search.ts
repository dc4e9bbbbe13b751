import type { PaperTable, Ranked, Store } from '@offprint/store'
import type { Selectable } from 'kysely'

import type { Page, SearchAnswer } from '../catalogue.ts'
import { readPage } from '../ranking/page.ts'
import { isEmpty } from './filters.ts'
import { rankHybrid } from './hybrid.ts'
import { describeFilters, parseQuery } from './query.ts'
import type { PaperVectors } from './vectors.ts'
import { rankByWords, type WordRanking } from './words.ts'

export type FoundRow = { readonly row: Selectable<PaperTable>; readonly score: number; readonly snippet: string }
/** A SearchAnswer whose papers are still rows of the table. */
export type FoundRows = Omit<SearchAnswer, 'papers'> & { readonly found: readonly FoundRow[] }

// Of an abstract in which nothing is marked, what a list shows.
const openingLength = 280

/**
 * Searches the catalogue: by words, and where `vectors` is given also by meaning. Passages are cut for this page only.
 * Throws BadInputError (too long a query, a day that does not exist).
 */
export async function searchPapers(store: Store, text: string, page?: Page, vectors?: PaperVectors): Promise<FoundRows> {
  const started = performance.now()
  const query = parseQuery(text)
  const window = readPage(page)
  const ranking = vectors ? await rankHybrid(store, query, vectors, window) : await rankByWords(store, query, window)
  return {
    found: await describe(store, ranking),
    total: ranking.total,
    tookMs: performance.now() - started,
    droppedWords: ranking.droppedWords,
    understood: { words: query.words, phrases: query.phrases, filters: describeFilters(query) },
  }
}

async function describe({ db, words }: Store, { ranked, match }: WordRanking): Promise<FoundRow[]> {
  if (ranked.length === 0) return []
  const seqs = ranked.map(({ seq }) => seq)
  const [rows, passages] = await Promise.all([
    db.selectFrom('papers').selectAll().where('seq', 'in', seqs).execute(),
    isEmpty(match) ? new Map<number, string>() : words.snippets(db, match, seqs),
  ])
  const bySeq = new Map(rows.map((row) => [row.seq, row]))
  return ranked.flatMap(({ seq, score }: Ranked) => {
    const row = bySeq.get(seq) // a paper that was removed meanwhile is left out
    return row ? [{ row, score, snippet: passages.get(seq) ?? opening(row.abstract) }] : []
  })
}

function opening(abstract: string): string {
  if (abstract.length <= openingLength) return abstract
  const space = abstract.lastIndexOf(' ', openingLength)
  return `${abstract.slice(0, space > 0 ? space : openingLength).toWellFormed()}…`
}
