import { type PageDate, resolveDay, type SavedDay, savedDay } from '../page/dates.ts'
import { type PageEntry, toEntries } from '../page/entries.ts'
import { type PageRun, readRuns } from '../page/runs.ts'
import type { Importer, InputHead, ReadContext, Reading } from '../reading/importer.ts'
import { readLines } from '../reading/lines.ts'
import { RecordError, toRecord } from '../reading/record.ts'

/**
 * A Daily Papers page saved as text. An entry is a title, an abstract and the small print: organisation or author count, date,
 * comment count. The date at the page's top is its feed day.
 */
export const dailyPapersPage: Importer = {
  name: 'a saved Daily Papers page (text)',
  detect,
  async *read(bytes, context) {
    let hasDates = false
    let lacksSmallPrint = false
    for await (const run of readRuns(readLines(bytes))) {
      const entries = toEntries(run.items)
      hasDates ||= entries.some(({ small }) => small.date !== undefined)
      for (const [index, entry] of entries.entries()) {
        const isOpen = run.isLast && index === entries.length - 1 && !isClosed(entry, hasDates) && !(lacksSmallPrint && isWhole(entry))
        lacksSmallPrint ||= !entry.small.isThere
        const reading = isOpen ? readOpenEntry(entry, run, context) : readEntry(entry, run, context)
        if (reading) yield reading
      }
    }
  },
  sample: {
    fileName: 'papers.txt',
    text: [
      'new\n\nDaily Papers\n\nbyAK and the research community\n\nMar 5\n',
      'A Study of Widgets\n\nWidgets are studied at length. They hold.\n\n  • 2 authors\n·\nFeb 10, 2023\n',
      'Gadgets: An Entry\nWithout Small Print\n\nGadgets are small.\n',
      'Gizmos Revisited\n\nGizmos are revisited.\n\nwidget-lab Widget Lab\n·\nMar 9 12\n',
      'Cut\n\nThis entry bre',
    ].join('\n'),
    context: { year: 2025, modifiedAt: new Date('2026-01-01T00:00:00Z') },
    expected: [
      {
        source: 'page',
        record: {
          title: 'A Study of Widgets',
          abstract: 'Widgets are studied at length. They hold.',
          authorCount: 2,
          publishedAt: '2023-02-10T00:00:00.000Z',
          featuredAt: '2025-03-05',
          comments: 0,
        },
      },
      {
        source: 'page',
        record: { title: 'Gadgets: An Entry Without Small Print', abstract: 'Gadgets are small.', featuredAt: '2025-03-05' },
      },
      {
        source: 'page',
        record: {
          title: 'Gizmos Revisited',
          abstract: 'Gizmos are revisited.',
          organization: 'Widget Lab',
          // The ninth is later than the fifth, on which the page was saved: it means the year before.
          publishedAt: '2024-03-09T00:00:00.000Z',
          featuredAt: '2025-03-05',
          comments: 12,
        },
      },
    ],
    failed: [{ at: 'line 30', reason: 'the page breaks off inside this entry ("Cut"): its date is missing' }],
  },
}

function detect({ text }: InputHead): boolean {
  const start = text.replace(/^\ufeff/, '').trimStart()
  if (/^[[{<@%]/.test(start)) return false
  return /^\s*daily papers\s*$/im.test(start) || /^\s*[•·]?\s*\d[\d,]* authors?\s*$/im.test(start)
}

function isClosed({ small }: PageEntry, hasDates: boolean): boolean {
  return hasDates ? small.date !== undefined : small.isThere
}

/** An abstract that ends like a sentence: on a page that lacks the small print of other entries too, nothing is missing here. */
function isWhole({ abstract, small }: PageEntry): boolean {
  return !small.isThere && abstract !== undefined && /[.!?]["')\]]?$/.test(abstract)
}

/** The last entry without its small print: whole where the page's footer follows, else the page was cut there. */
function readOpenEntry(entry: PageEntry, run: PageRun, context: ReadContext): Reading | undefined {
  if (run.hasFooter) return entry.abstract === undefined ? undefined : readEntry(entry, run, context)
  const reason = `the page breaks off inside this entry ("${entry.title.slice(0, 60)}"): its date is missing`
  return { failed: { at: `line ${entry.line}`, reason } }
}

function readEntry(entry: PageEntry, run: PageRun, context: ReadContext): Reading {
  const at = `line ${entry.line}`
  if (entry.problem) return { failed: { at: `line ${entry.problem.line}`, reason: entry.problem.reason } }
  const saved = savedDay(run.header, context.year, context.modifiedAt)
  try {
    return { at, source: 'page', record: toPageRecord(entry, saved, run.header) }
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    return { failed: { at, reason: error.message } }
  }
}

function toPageRecord({ title, abstract, small }: PageEntry, saved: SavedDay, header: PageDate | undefined) {
  if (small.brokenDate) throw new RecordError(`"${small.brokenDate}" is no date`)
  const published = small.date && resolveDay(small.date, saved)
  if (small.date && !published) throw new RecordError(`${small.date.day}.${small.date.month}. is no day of that year`)
  return toRecord({
    arxivId: small.arxivId,
    title,
    abstract,
    authorCount: small.authorCount,
    organization: small.organization,
    publishedAt: published && `${published}T00:00:00.000Z`,
    featuredAt: header && resolveDay(header, saved),
    upvotes: small.votes,
    // A page leaves out the count where nobody has commented.
    comments: small.comments ?? (small.isThere ? 0 : undefined),
  })
}
