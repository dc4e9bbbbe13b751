import type { Generated } from 'kysely'

/** JSON kept as text: what goes in and comes out is a string, its shape is named beside the column. */
type Json = string
/** An ISO time in UTC, `2026-02-26T17:08:18.000Z`. */
type Time = string
/** A UTC day, `2026-02-26`. */
type Day = string

/** One paper. `seq` is the row number that the word index uses; `id` is what people see. */
export type PaperTable = {
  seq: Generated<number>
  /** arXiv id without version; else `doi:…`, `acl:…`, `url:<hash>`, `title:<hash>`. */
  id: string
  arxiv_id: string | null
  doi: string | null
  /** Title folded for identity: case, accents, punctuation and spaces gone. */
  title_key: string
  title: string
  abstract: string
  /** JSON: string[], in order; empty where a source gives only their number. */
  authors: Json
  author_count: number
  organization: string | null
  /** JSON: string[], primary first. */
  categories: Json
  /** arXiv version last seen, 1 and up. */
  version: number | null
  published_at: Time | null
  /** The day on a feed, where a source names one. */
  featured_at: Day | null
  /** `featured_at`, else the published day: what lists order by. */
  feed_day: Day | null
  pdf_url: string | null
  code_url: string | null
  project_url: string | null
  /** The authors' remark ("12 pages, 3 figures"). */
  remark: string | null
  imported_upvotes: number
  imported_comments: number
  /** JSON: Hugging Face's further fields kept for the API (submitter, thumbnail, ai_summary …). */
  extra: Json
  /** JSON: { field: source } for each field that has a value. */
  sources: Json
  created_at: Time
  updated_at: Time
}

/** Other ids under which a paper may be asked for (its DOI, an id it had before a merge). */
export type PaperAliasTable = { alias: string; seq: number }

/** One row an author and paper; `slug` is the address under /authors. */
export type PaperAuthorTable = { seq: number; position: number; name: string; slug: string }

/** A run: a try or an experiment, from the queue to its result. */
export type RunTable = {
  /** 128 random bits in base32 for tries, readable for experiments. */
  id: string
  kind: 'try' | 'experiment'
  slug: string
  /** The experiment's name; null for a try. */
  experiment: string | null
  size: string | null
  seed: number | null
  /** JSON: the validated input of a try. */
  input: Json
  model: string | null
  /** Identity of an experiment (DESIGN.md, Lab); null for tries, which are never shared. */
  cache_key: string | null
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted'
  attempt: number
  cancel_requested: 0 | 1
  lease_owner: string | null
  lease_until: Time | null
  /** JSON: last progress value. */
  progress: Json | null
  /** JSON: Result of an experiment, TryResult of a try. */
  result: Json | null
  /** What went wrong, in words for a person. */
  error: string | null
  /** sha256 of the token that deletes a try. */
  delete_token_hash: string | null
  /** Who asked, for the limit of three waiting: an address, or `cli`. */
  requester: string | null
  created_at: Time
  started_at: Time | null
  finished_at: Time | null
}

/** The ledger: one row a claim and run, only ever added. */
export type LedgerTable = {
  id: Generated<number>
  slug: string
  claim: string
  kind: string | null
  paper: number | null
  measured: number | null
  unit: string
  /** JSON: { low, high, level, n } or null. */
  interval: Json | null
  n: number | null
  verdict: string
  run: string
  /** sha256 of the method's folder when it ran. */
  code_method: string
  code_spine: string
  recorded_at: Time
}

/** Seconds that finished runs took on this machine: what a form says before the click. */
export type TimingTable = { id: Generated<number>; slug: string; what: string; model: string | null; seconds: number; at: Time }

/** Small facts about the database itself (when the word index was built, which results were loaded). */
export type MetaTable = { key: string; value: string }

export type Schema = {
  papers: PaperTable
  paper_aliases: PaperAliasTable
  paper_authors: PaperAuthorTable
  runs: RunTable
  ledger: LedgerTable
  timings: TimingTable
  meta: MetaTable
}
