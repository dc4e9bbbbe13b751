import type { Paper, PaperRecord } from './paper.ts'

/** Why a paper stands where it stands: the terms that put it there, each with its value, for "why here?". */
export type Why = {
  readonly text: string
  readonly terms: readonly { readonly name: string; readonly value: number; readonly because: string }[]
}

export type ListedPaper = Paper & { readonly why: Why }

export type PaperList = {
  readonly papers: readonly ListedPaper[]
  /** Papers in the whole list, of which `papers` is one page. */
  readonly total: number
}

export type Page = {
  readonly limit?: number
  readonly offset?: number
  /** Day, week, month and latest lists: only papers whose imported further fields (`extra`) hold this text as a JSON string. */
  readonly mentioning?: string
}

export type FoundPaper = Paper & {
  readonly score: number /** The best passage, matches between U+0002 and U+0003. */
  readonly snippet: string
}

export type SearchAnswer = {
  readonly papers: readonly FoundPaper[]
  readonly total: number
  readonly tookMs: number
  /** Words left out of the ranking because they stand in over half of the papers (DESIGN.md, Catalogue). */
  readonly droppedWords: readonly string[]
  /** How the text was understood: words, phrases, filters. */
  readonly understood: {
    readonly words: readonly string[]
    readonly phrases: readonly string[]
    readonly filters: Readonly<Record<string, string>>
  }
}

export type ImportProgress = { readonly done: number; readonly total: number; readonly unit: 'bytes' | 'papers'; readonly note?: string }
/** A record that could not be taken: where it stood in the input, and why. */
export type FailedRecord = { readonly at: string; readonly reason: string }
export type ImportReport = {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly failed: number
  readonly seconds: number
}
export type ImportEvent = { readonly progress: ImportProgress } | { readonly failed: FailedRecord }

export type ImportOptions = {
  /** The year in which a saved page was saved; default: the file's modification year. */
  readonly year?: number
  /** Stops the import after the batch being written; the report then says what was kept. */
  readonly signal?: AbortSignal
  /** Fetch an address at any host: only for somebody who typed it on this machine. Else arXiv, Hugging Face and the configured ones. */
  readonly allowAnyHost?: boolean
  /** Time is an argument. */
  readonly now: Date
}

/**
 * A text embedding function that the catalogue takes where one is given (hybrid search): texts → unit vectors,
 * row-major [texts, dimension]. Declared here because papers imports no language model.
 */
export type EmbedTexts = { readonly dimension: number; readonly embed: (texts: readonly string[]) => Promise<Float32Array> }

/** The catalogue as pages, API and command line use it. Days are UTC `YYYY-MM-DD`, weeks `YYYY-Www`, months `YYYY-MM`. */
export interface Catalogue {
  find(id: string): Promise<Paper | undefined>
  findBySlug(slug: string): Promise<Paper | undefined>
  count(): Promise<number>
  /** Lists by feed day, most votes first, then feed order. */
  day(day: string, page?: Page): Promise<PaperList>
  week(week: string, page?: Page): Promise<PaperList>
  month(month: string, page?: Page): Promise<PaperList>
  trending(now: Date, page?: Page): Promise<PaperList>
  /** Newest first by feed day. */
  latest(page?: Page): Promise<PaperList>
  /** Papers with a card, those that run first. */
  withCards(): Promise<readonly Paper[]>
  /** The nearest day with papers before or after (both exclusive), or the newest one (`newestDay`). */
  dayBefore(day: string): Promise<string | undefined>
  dayAfter(day: string): Promise<string | undefined>
  newestDay(): Promise<string | undefined>
  search(query: string, page?: Page): Promise<SearchAnswer>
  author(slug: string): Promise<{ readonly name: string; readonly papers: readonly Paper[] } | undefined>
  /** Reads a file to its end (any known format) or fetches an arXiv id, URL or Atom address; returns the report. */
  importFrom(source: string, options: ImportOptions): AsyncGenerator<ImportEvent, ImportReport>
  /** Takes records directly, merging as DESIGN.md says. */
  importRecords(
    records: AsyncIterable<PaperRecord> | Iterable<PaperRecord>,
    source: 'person' | 'arxiv' | 'huggingface' | 'page' | 'card',
  ): Promise<ImportReport>
  /** A number that changes within a second of any write by any process: what caches of pages hang on. Synchronous. */
  version(): number
}
