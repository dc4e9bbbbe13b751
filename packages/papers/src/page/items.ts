import { parseArxivId } from '../identity/arxiv-id.ts'
import type { Line } from '../reading/lines.ts'
import { cleanText } from '../reading/record.ts'
import { type PageDate, parsePageDate } from './dates.ts'

/** What a piece of a page's line is; `block` counts the runs of lines between blank ones. */
export type PageItem = { readonly line: number; readonly block: number } & (
  | { readonly kind: 'text'; readonly text: string; readonly problem?: string }
  | { readonly kind: 'dot' }
  | { readonly kind: 'authors'; readonly count: number }
  | { readonly kind: 'date'; readonly date: PageDate; readonly comments: number | undefined }
  | { readonly kind: 'brokenDate'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'arxiv'; readonly id: string }
  | { readonly kind: 'organization'; readonly text: string }
  | { readonly kind: 'footer' }
)

/** Words of the page's own furniture that stand alone on a line anywhere. */
const furniture =
  /^(?:new|subscribe|upvotes?|upvoted|get trending papers in your email inbox!?|submitted by(?:\s+\S+)?|view all|view paper|\+\d+|[-–—]|daily|weekly|monthly|trending papers|#\d+ paper of the (?:day|week|month)|#\d+|github|arxiv page|project page|save to .*|comments?|like|share|add to collection)$/i

/** What stands under the last entry. */
const footer =
  /^(?:previous|next|< previous|next >|load more|show more|system theme|light|dark|company|tos|terms(?: of (?:service|use))?|privacy(?: policy)?|about(?: us)?|careers|jobs|website|models|datasets|spaces|buckets|posts|docs|documentation|pricing|enterprise|solutions|community|hugging face|log ?in|sign ?up|blog|forum|contact|support|©.*|copyright .*|back to top)$/i

const authorsLine = /^(\d[\d,]*)\s+authors?$/i
const count = /^(\d[\d,]*|\d+(?:\.\d+)?k)(?:\s+comments?)?$/i

/** Sorts a line into items: none for furniture, several where a line holds its parts between middle dots. */
export function toItems(line: Line, block: number): PageItem[] {
  const text = cleanText(line.text)
  const place = { line: line.number, block }
  if (line.problem !== undefined) return [{ ...place, kind: 'text', text: text.replaceAll('\ufffd', '?'), problem: line.problem }]
  if (furniture.test(text)) return []
  if (footer.test(text)) return [{ ...place, kind: 'footer' }]
  if (isMetaLine(text)) return metaItems(text, place)
  return [toItem(text, place) ?? { ...place, kind: 'text', text }]
}

/** A line of the small print: begins with a dot or bullet, or is cut by middle dots into parts one of which is a date or author count. */
function isMetaLine(text: string): boolean {
  if (/^[·•∙]/.test(text)) return true
  const parts = text.split(/\s*[·•]\s*/)
  return parts.length > 1 && text.length < 200 && parts.some((part) => authorsLine.test(part) || parsePageDate(part)?.rest.match(/^\d*$/))
}

function metaItems(text: string, place: { line: number; block: number }): PageItem[] {
  return text.split(/([·•∙])/).flatMap((part): PageItem[] => {
    const trimmed = part.trim()
    if (trimmed === '' || /^[•∙]$/.test(trimmed)) return []
    if (trimmed === '·') return [{ ...place, kind: 'dot' }]
    return [toItem(trimmed, place) ?? { ...place, kind: 'organization', text: trimmed }]
  })
}

function toItem(text: string, place: { line: number; block: number }): PageItem | undefined {
  const authors = authorsLine.exec(text)
  if (authors) return { ...place, kind: 'authors', count: Number(authors[1].replaceAll(',', '')) }
  if (count.test(text)) return { ...place, kind: 'number', value: toCount(text) }
  const arxiv =
    text.length < 80 && !/^\d{4}$/.test(text) ? parseArxivId(text.replace(/^https:\/\/huggingface\.co\/papers\//, '')) : undefined
  if (arxiv) return { ...place, kind: 'arxiv', id: arxiv.id }
  return dateItem(text, place)
}

function dateItem(text: string, place: { line: number; block: number }): PageItem | undefined {
  const found = parsePageDate(text)
  if (!found) return undefined
  const rest = found.rest.trim()
  if (rest === '') return { ...place, kind: 'date', date: found.date, comments: undefined }
  if (count.test(rest)) return { ...place, kind: 'date', date: found.date, comments: toCount(rest) }
  // "Nov 16, 20": a date that was cut. Anything else behind a date is prose that happens to begin with one.
  return /^,\s*\d*$/.test(rest) ? { ...place, kind: 'brokenDate', text } : undefined
}

function toCount(text: string): number {
  const digits = text.replace(/\s.*/, '').replaceAll(',', '')
  return /k$/i.test(digits) ? Math.round(Number.parseFloat(digits) * 1000) : Number(digits)
}
