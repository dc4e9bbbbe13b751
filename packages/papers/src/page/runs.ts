import type { Line } from '../reading/lines.ts'
import type { PageDate } from './dates.ts'
import { type PageItem, toItems } from './items.ts'

/** Items of one or more whole entries; the last run also says whether the page's own footer followed. */
export type PageRun = {
  readonly items: readonly PageItem[]
  readonly header: PageDate | undefined
  readonly isLast: boolean
  readonly hasFooter: boolean
}

/** The page's head ends with these lines; what stands above the last of them is not a paper. */
const headLine = /^(?:daily papers|trending papers|papers|by\s*AK\b.*)$/i
/** What a week's or month's page prints where a day's prints its date. */
const period = /^(?:week \d+.*|\d{4}-W\d\d|[A-Z][a-z]+ \d{4}|[A-Z][a-z]{2} \d{1,2}(?:, \d{4})? [-–→] .{4,14}|today|yesterday)$/i

/** Cuts a page into runs that hold whole entries, so that a page of any length is read in little memory. */
export async function* readRuns(lines: AsyncIterable<Line>): AsyncGenerator<PageRun> {
  let header: PageDate | undefined
  let items: PageItem[] = []
  let block = 0
  let isFirst = true
  let votesComeFirst: boolean | undefined
  let skipNext = false
  let previous = ''

  for await (const line of lines) {
    const text = line.text.trim()
    if (text === '' && line.problem === undefined) {
      block++
      previous = ''
      continue
    }
    if (skipNext) {
      skipNext = false
      continue
    }
    // "Submitted by", and on the next line who.
    skipNext = /^submitted by$/i.test(text)
    if (isFirst && (headLine.test(text) || (period.test(text) && !hasText(items)))) {
      items = []
      continue
    }
    const found = isWrapped(previous, text) ? [{ kind: 'text', text, line: line.number, block } as const] : toItems(line, block)
    previous = text
    for (const item of found) {
      if (item.kind === 'date' && isFirst && !hasText(items)) {
        header ??= item.date
        continue
      }
      if (item.kind === 'text' && isComplete(items, item.block)) {
        votesComeFirst ??= items[0].kind === 'number'
        const votes = votesComeFirst ? takeTrailingVotes(items) : []
        yield { items, header, isLast: false, hasFooter: false }
        items = votes
        isFirst = false
      }
      items.push(item)
    }
  }
  yield { items, header, isLast: true, hasFooter: items.at(-1)?.kind === 'footer' }
}

function hasText(items: readonly PageItem[]): boolean {
  return items.some(({ kind }) => kind === 'text')
}

/** True where the small print of the last entry is through, so that text in `block` begins a new entry. */
function isComplete(items: readonly PageItem[], block: number): boolean {
  const last = items.findLast(({ kind }) => kind !== 'footer')
  if (!last || !hasText(items)) return false
  if (last.kind === 'date' || last.kind === 'brokenDate') return true
  if (last.kind === 'number') return isComplete(items.slice(0, items.lastIndexOf(last)), block)
  return last.kind === 'authors' && last.block !== block
}

/** On pages that print votes above titles, the last number below an entry belongs to the next one. */
function takeTrailingVotes(items: PageItem[]): PageItem[] {
  return items.at(-1)?.kind === 'number' && items.at(-1)?.block !== items.findLast(({ kind }) => kind === 'date')?.block
    ? items.splice(-1)
    : []
}

/** The end of a sentence that a narrow window wrapped is text, even where it reads like a count or a button. */
function isWrapped(previous: string, text: string): boolean {
  return previous.length >= 40 && text.length < 40 && !/[.!?:)\]"'”]$/.test(previous) && !/^[·•]|\bauthors?$/.test(text)
}
