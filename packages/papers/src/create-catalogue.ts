import { setTimeout as pause } from 'node:timers/promises'

import type { PaperTable, Store } from '@offprint/store'
import type { Selectable } from 'kysely'

import { mergeCards } from './cards.ts'
import type { Catalogue, EmbedTexts, ImportReport, PaperList } from './catalogue.ts'
import { parseArxivId } from './identity/arxiv-id.ts'
import { authorSlug } from './identity/fold.ts'
import { importFrom } from './import-from.ts'
import { importReadings } from './merging/import-readings.ts'
import { defaultNetwork, type NetworkSettings } from './network/settings.ts'
import type { CatalogueCard, Paper, PaperRecord, Source } from './paper.ts'
import { paperFromRow } from './paper-from-row.ts'
import { dayAfter, dayBefore, newestDay } from './ranking/days.ts'
import type { ListedRows } from './ranking/listed.ts'
import { listDay, listLatest, listMonth, listWeek } from './ranking/lists.ts'
import { listTrending } from './ranking/trending.ts'
import type { Reading } from './reading/importer.ts'
import { searchPapers } from './search/search.ts'
import { PaperVectors } from './search/vectors.ts'

export type CatalogueOptions = {
  readonly store: Store
  readonly cards: readonly CatalogueCard[]
  /** Makes search hybrid: by words and by meaning. */
  readonly embed?: EmbedTexts
  /** Other hosts than arXiv's and Hugging Face's own, and how long to wait for them. */
  readonly network?: Partial<NetworkSettings>
  readonly now?: () => Date
}

type Row = Selectable<PaperTable>

/** A search waits so long for vectors of papers that are new; later ones count from the next search on. */
const vectorWaitMs = 200

/**
 * The catalogue over an open store, with the methods' cards in it.
 *
 * ```ts
 * await using store = await openStore({ path: 'offprint.sqlite' })
 * const catalogue = await createCatalogue({ store, cards: [] })
 * for await (const event of catalogue.importFrom('papers.jsonl.gz', { now: new Date() })) …
 * ```
 * Throws StoreError where the cards cannot be written.
 */
export async function createCatalogue({ store, cards, embed, network, now = () => new Date() }: CatalogueOptions): Promise<Catalogue> {
  await mergeCards(store, cards, now())
  const settings = { ...defaultNetwork, ...network }
  const vectors = embed && new PaperVectors(embed)
  const cardByArxivId = new Map(cards.map((card) => [card.arxivId, card]))
  const toPaper = (row: Row): Paper => paperFromRow(row, row.arxiv_id === null ? undefined : cardByArxivId.get(row.arxiv_id))
  const toList = ({ listed, total }: ListedRows): PaperList => ({ papers: listed.map(({ row, why }) => ({ ...toPaper(row), why })), total })

  return {
    async find(id) {
      const row = await findRow(store, id)
      return row && toPaper(row)
    },
    async findBySlug(slug) {
      const card = cards.find((each) => each.slug === slug)
      const row = card && (await findRow(store, card.arxivId))
      return row && toPaper(row)
    },
    async count() {
      const { count } = await store.db
        .selectFrom('papers')
        .select((eb) => eb.fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
      return Number(count)
    },
    day: async (day, page) => toList(await listDay(store, day, page)),
    week: async (week, page) => toList(await listWeek(store, week, page)),
    month: async (month, page) => toList(await listMonth(store, month, page)),
    trending: async (moment, page) => toList(await listTrending(store, moment, page)),
    latest: async (page) => toList(await listLatest(store, page)),
    async withCards() {
      if (cards.length === 0) return []
      const ids = cards.map(({ arxivId }) => arxivId)
      const rows = await store.db.selectFrom('papers').selectAll().where('arxiv_id', 'in', ids).orderBy('published_at', 'desc').execute()
      const papers = rows.map(toPaper)
      return [...papers.filter(({ runnable }) => runnable), ...papers.filter(({ runnable }) => !runnable)]
    },
    dayBefore: (day) => dayBefore(store, day),
    dayAfter: (day) => dayAfter(store, day),
    newestDay: () => newestDay(store),
    async search(query, page) {
      if (vectors) await bringUpToDate(vectors, store)
      const { found, ...answer } = await searchPapers(store, query, page, vectors)
      return { ...answer, papers: found.map(({ row, score, snippet }) => ({ ...toPaper(row), score, snippet })) }
    },
    author: (slug) => findAuthor(store, slug, toPaper),
    importFrom: (source, options) => importFrom(store, source, settings, options),
    importRecords: (records, source) => importRecords(store, records, source, now()),
    version: () => store.dataVersion(),
  }
}

/** By id, by DOI, by an id that it had before, or by an arXiv id in any writing. */
async function findRow({ db }: Store, id: string): Promise<Row | undefined> {
  const papers = db.selectFrom('papers').selectAll('papers')
  const byId = await papers.where('id', '=', id).executeTakeFirst()
  if (byId) return byId
  const arxiv = parseArxivId(id)?.id
  if (arxiv && arxiv !== id) return papers.where('id', '=', arxiv).executeTakeFirst()
  const byDoi = id.startsWith('doi:') ? await papers.where('doi', '=', id.slice('doi:'.length).toLowerCase()).executeTakeFirst() : undefined
  return byDoi ?? papers.innerJoin('paper_aliases', 'paper_aliases.seq', 'papers.seq').where('alias', '=', id).executeTakeFirst()
}

async function findAuthor({ db }: Store, slug: string, toPaper: (row: Row) => Paper) {
  const rows = await db
    .selectFrom('paper_authors')
    .innerJoin('papers', 'papers.seq', 'paper_authors.seq')
    .selectAll('papers')
    .select('paper_authors.name as authorName')
    .where('paper_authors.slug', '=', authorSlug(slug))
    .orderBy('papers.published_at', 'desc')
    .execute()
  if (rows.length === 0) return undefined
  // A paper that lists one name twice is one paper.
  const papers = [...new Map(rows.map((row) => [row.seq, toPaper(row)])).values()]
  return { name: rows[0].authorName, papers }
}

/** Vectors are a help: where embedding fails or takes long, words alone answer. */
async function bringUpToDate(vectors: PaperVectors, store: Store): Promise<void> {
  const stop = new AbortController()
  const late = pause(vectorWaitMs, undefined, { signal: stop.signal }).catch(() => {})
  await Promise.race([vectors.update(store).catch(() => {}), late])
  stop.abort()
}

async function importRecords(
  store: Store,
  records: AsyncIterable<PaperRecord> | Iterable<PaperRecord>,
  source: Source,
  now: Date,
): Promise<ImportReport> {
  const started = performance.now()
  const steps = importReadings(store, readingsOf(records, source), { now })
  let step = await steps.next()
  while (!step.done) step = await steps.next()
  return { ...step.value, seconds: (performance.now() - started) / 1000 }
}

async function* readingsOf(records: AsyncIterable<PaperRecord> | Iterable<PaperRecord>, source: Source): AsyncGenerator<Reading> {
  let number = 0
  for await (const record of records) yield { record, source, at: `record ${++number}` }
}
