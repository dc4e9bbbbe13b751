import type { Paper } from '../paper.ts'
import type { ExportedList } from './export-format.ts'

/** A paper for tests of the exports. */
export function paperWith(fields: Partial<Paper>): Paper {
  return {
    id: '2501.00001',
    arxivId: '2501.00001',
    doi: null,
    version: 2,
    title: 'A plain title',
    abstract: 'What was done.',
    authors: ['Ada Lovelace', 'Ludwig van Beethoven'],
    authorCount: 2,
    organization: null,
    categories: ['cs.CL', 'cs.LG'],
    publishedAt: '2025-01-02T03:04:05.000Z',
    featuredAt: '2025-01-03',
    feedDay: '2025-01-03',
    feedDayIsPublished: false,
    pdfUrl: 'https://arxiv.org/pdf/2501.00001',
    codeUrl: null,
    projectUrl: null,
    remark: null,
    upvotes: 0,
    commentCount: 0,
    extra: {},
    sources: {},
    slug: null,
    runnable: false,
    ...fields,
  }
}

/** What importers let through and writers must survive. */
export const hostileText = 'A & B <i>]]></i> {open \u0001\u0008 \\input{x} 50% #1 a_b "q" $x^{2}$ $5 \ud800 \u{1F9EA} \uffff naïve\n two'

/** The same as a reader must get it back. */
export const hostileTextRead = 'A & B <i>]]></i> {open \\input{x} 50% #1 a_b "q" $x^{2}$ $5 \ufffd \u{1F9EA} naïve two'

export const hostilePapers: readonly Paper[] = [
  paperWith({}),
  paperWith({
    id: 'doi:10.1000/a(b)<c>',
    arxivId: null,
    doi: '10.1000/a(b)<c>',
    title: hostileText,
    abstract: hostileText,
    authors: [hostileText],
  }),
  paperWith({
    id: 'title:0123456789abcdef',
    arxivId: null,
    authors: [],
    categories: [],
    publishedAt: null,
    feedDay: null,
    abstract: '',
    pdfUrl: null,
  }),
]

export const list: ExportedList = {
  title: 'Search: "a & b" <c>',
  url: 'https://papers.example/search?q=a&p=1',
  feedUrl: 'https://papers.example/search.atom?q=a&p=1',
  siteUrl: 'https://papers.example',
  updated: new Date('2026-03-01T00:00:00Z'),
}
