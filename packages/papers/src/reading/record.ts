import type { z } from 'zod'

import { type PaperRecord, paperRecordSchema } from '../paper.ts'

/** A record that cannot be taken; the message is the reason that the report shows. */
export class RecordError extends Error {}

/** Fields as a source states them: absent, null and empty all mean "not stated". */
export type StatedFields = { readonly [Field in keyof PaperRecord]?: unknown }

// U+0002 and U+0003 mark matches in snippets, and PostgreSQL takes no U+0000: no control character enters the data.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const blanks = /[\s\u0000-\u001f\u007f-\u009f]+/g

/** Text on one line: white space and control characters become single spaces, ends are trimmed. */
export function cleanText(text: string): string {
  return text.replace(blanks, ' ').trim()
}

/** Cleans and checks stated fields. Throws RecordError with the field and the reason where one has the wrong kind of value. */
export function toRecord(fields: StatedFields): PaperRecord {
  const stated = Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => cleanField(name, value)))
  const parsed = paperRecordSchema.safeParse(stated)
  if (!parsed.success) throw new RecordError(describe(parsed.error, stated))
  return parsed.data.authors && parsed.data.authorCount === undefined
    ? { ...parsed.data, authorCount: parsed.data.authors.length }
    : parsed.data
}

function cleanField(name: string, value: unknown): [string, unknown][] {
  if (value === undefined || value === null) return []
  if (name === 'extra') return hasEntries(value) ? [[name, requireWellFormed(name, value)]] : []
  if (typeof value === 'string') return cleanedString(name, value)
  if (Array.isArray(value)) {
    const items = value
      .map((item) => (typeof item === 'string' ? cleanText(requireWellFormed(name, item)) : item))
      .filter((item) => item !== '')
    return items.length > 0 ? [[name, items]] : []
  }
  return [[name, value]]
}

function cleanedString(name: string, value: string): [string, unknown][] {
  const text = cleanText(requireWellFormed(name, value))
  return text ? [[name, text]] : []
}

function hasEntries(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}

/** Half a surrogate pair (`"\\ud800"` in JSON) has no UTF-8: the database would silently store U+FFFD in its place. */
function requireWellFormed<Value>(name: string, value: Value): Value {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  // JSON.stringify writes a lone surrogate as an escape, so nested text is looked at in that form.
  if (!text.isWellFormed() || (typeof value !== 'string' && /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(text))) {
    throw new RecordError(`${name} holds half a character (a lone surrogate)`)
  }
  return value
}

function describe(error: z.ZodError, stated: Record<string, unknown>): string {
  const [issue] = error.issues
  const field = String(issue.path[0] ?? 'the record')
  if (field === 'title' && stated.title === undefined) return 'no title'
  return `${issue.path.join('.')} is ${JSON.stringify(stated[field])?.slice(0, 60)}: ${issue.message}`
}

/** A time in UTC from what sources write: a day, an ISO time with or without zone. Throws RecordError for anything else. */
export function toTime(field: string, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const text = typeof value === 'string' ? value.trim() : ''
  const day = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text)
  const time = day ? new Date(`${day[1]}T${day[2] ?? '00:00:00'}${zone(day[3])}`) : rfcTime(text)
  // `2025-02-30` would roll over into March.
  const isReal = time && !Number.isNaN(time.getTime()) && (!day || isDay(day[1]))
  if (!time || !isReal)
    throw new RecordError(`${field} is ${JSON.stringify(value).slice(0, 60)}, expected a date such as 2024-01-31 or a time in UTC`)
  return time.toISOString()
}

function zone(text: string | undefined): string {
  return text === undefined ? 'Z' : text.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
}

/** `Mon, 1 Jan 2024 18:00:00 GMT`, as mail and RSS write it. */
function rfcTime(text: string): Date | undefined {
  return /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} (?:GMT|UTC|[+-]\d{4})$/.test(text) ? new Date(text) : undefined
}

/** True for a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const time = new Date(`${text}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text)
}
