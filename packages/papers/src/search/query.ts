import { BadInputError } from '../bad-input.ts'
import { parseDay, parseMonth } from '../ranking/periods.ts'

/** Longer than any question that a person types; a title of three lines has about 250 characters. */
export const longestQuery = 1000

/** A query as it was understood. Words are in lower case, phrases as they were typed, without signs. */
export type SearchQuery = {
  readonly words: readonly string[]
  /** What stood in quotes: word beside word. */
  readonly phrases: readonly string[]
  /** Each a phrase within one author's name. */
  readonly authors: readonly string[]
  readonly organizations: readonly string[]
  readonly categories: readonly string[]
  /** Published days, both included. */
  readonly after?: string
  readonly before?: string
}

type Draft = {
  words: string[]
  phrases: string[]
  authors: string[]
  organizations: string[]
  categories: string[]
  after?: string
  before?: string
}

/** Writes a filter's value into the query; false where it is no value, and the text is then words like any other. */
type FilterReader = (draft: Draft, value: string) => boolean

const author: FilterReader = (draft, value) => add(draft.authors, wordsOf(value))
const category: FilterReader = (draft, value) => /^[\w.-]+$/.test(value) && add(draft.categories, value)
const organization: FilterReader = (draft, value) => add(draft.organizations, wordsOf(value))

const filters: Readonly<Record<string, FilterReader>> = {
  author,
  cat: category,
  category,
  org: organization,
  organization,
  after: (draft, value) => readDays(value, (days) => (draft.after = later(draft.after, days.from))),
  before: (draft, value) => readDays(value, (days) => (draft.before = earlier(draft.before, days.to))),
}

// In this order: name:"…" or name:value, "…", anything up to the next space. A quote that is never closed is no quote.
const pieces = /([a-z]+):(?:"([^"]*)"|([^\s"]\S*))|"([^"]*)"|(\S+)/giu

/**
 * Reads what a person typed: words, "phrases", and the filters `author:"first last"`, `after:2025-03-18` and `before:` (also
 * a month or a year), `cat:cs.CL`, `org:"…"`. Everything else is text: unclosed quotes, AND, OR, NOT, brackets, stars.
 * Throws BadInputError where the query is over 1,000 characters or a filter's day does not exist.
 */
export function parseQuery(text: string): SearchQuery {
  if (text.length > longestQuery) {
    throw new BadInputError(
      'query-too-long',
      `The query has ${text.length.toLocaleString('en')} characters. At most ${longestQuery.toLocaleString('en')} can be searched for.`,
    )
  }
  const draft: Draft = { words: [], phrases: [], authors: [], organizations: [], categories: [] }
  for (const [piece, name, quotedValue, value, phrase] of text.replaceAll(/[“”„]/g, '"').matchAll(pieces)) {
    if (name !== undefined && filters[name.toLowerCase()]?.(draft, quotedValue ?? value)) continue
    if (phrase !== undefined) add(draft.phrases, wordsOf(phrase))
    else add(draft.words, wordsOf(piece).toLowerCase())
  }
  return draft
}

/** The filters by name, as a page shows them. */
export function describeFilters({ authors, organizations, categories, after, before }: SearchQuery): Record<string, string> {
  const described = { author: authors.join(', '), org: organizations.join(', '), category: categories.join(', '), after, before }
  return Object.fromEntries(Object.entries(described).filter((entry): entry is [string, string] => Boolean(entry[1])))
}

/** The words of a text with one space between: what the tokenizer of the index would find in it. "GPT-4" is "GPT 4". */
function wordsOf(text: string): string {
  return (text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).filter((word) => /[\p{L}\p{N}]/u.test(word)).join(' ')
}

function add(list: string[], value: string): boolean {
  if (value !== '' && !list.includes(value)) list.push(value)
  return value !== ''
}

/** A day, a month or a year as its first and last day. What begins with a number was meant as one, so a wrong one is an error. */
function readDays(value: string, take: (days: { from: string; to: string }) => void): boolean {
  if (!/^\d/.test(value)) return false
  if (/^\d{4}$/.test(value)) take({ from: `${value}-01-01`, to: `${value}-12-31` })
  else if (/^\d{4}-\d{2}$/.test(value)) take(parseMonth(value))
  else take({ from: parseDay(value), to: value })
  return true
}

function later(a: string | undefined, b: string): string {
  return a && a > b ? a : b
}

function earlier(a: string | undefined, b: string): string {
  return a && a < b ? a : b
}
