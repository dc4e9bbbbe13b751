import type { Catalogue, ListedPaper, Page, Paper, PaperList } from '@offprint/papers'
import { authorSlug } from '@offprint/papers'

import { weekOf } from '../calendar.ts'

/** The catalogue over an array: a stand-in where a page's own behaviour is tested, not the database's. */
export function arrayCatalogue(papers: readonly Paper[]): Catalogue & { change(papers: readonly Paper[]): void } {
  let [all, version] = [papers, 1]
  const listOf = (keep: (paper: Paper) => boolean, page: Page = {}) => cut(all.filter(keep), page)
  const days = () => all.flatMap(({ feedDay }) => feedDay ?? []).sort()
  const never = () => {
    throw new Error('This catalogue is an array: nothing is imported into it.')
  }
  return {
    change(next) {
      all = next
      version++
    },
    find: async (id) => all.find((paper) => paper.id === id || paper.doi === id || `${paper.arxivId}v1` === id),
    findBySlug: async (slug) => all.find((paper) => paper.slug === slug),
    count: async () => all.length,
    day: async (day, page) => listOf(({ feedDay }) => feedDay === day, page),
    week: async (week, page) => listOf(({ feedDay }) => feedDay !== null && weekOf(feedDay) === week, page),
    month: async (month, page) => listOf(({ feedDay }) => feedDay?.startsWith(month) ?? false, page),
    trending: async (_now, page) => listOf(() => true, page),
    latest: async (page) =>
      cut(
        all.toSorted((one, other) => (other.feedDay ?? '').localeCompare(one.feedDay ?? '')),
        page ?? {},
      ),
    withCards: async () => all.filter(({ slug }) => slug !== null),
    dayBefore: async (day) => days().findLast((one) => one < day),
    dayAfter: async (day) => days().find((one) => one > day),
    newestDay: async () => days().at(-1),
    async search(query, page = {}) {
      const word = query.toLowerCase().split(/\s+/)[0]
      const found = all.filter(({ title, abstract }) => `${title} ${abstract}`.toLowerCase().includes(word))
      const papers = found.map((paper) => ({ ...paper, score: 1, snippet: mark(`${paper.title}. ${paper.abstract}`, word) }))
      const { offset = 0, limit = 50 } = page
      const understood = { words: [word], phrases: [], filters: {} }
      return { papers: papers.slice(offset, offset + limit), total: papers.length, tookMs: 1, droppedWords: [], understood }
    },
    async author(slug) {
      const name = all.flatMap(({ authors }) => authors).find((one) => authorSlug(one) === slug)
      return name === undefined ? undefined : { name, papers: all.filter(({ authors }) => authors.includes(name)) }
    },
    importFrom: never,
    importRecords: never,
    version: () => version,
  }
}

function cut(papers: readonly Paper[], { limit = 50, offset = 0 }: Page): PaperList {
  const ordered = papers.toSorted((one, other) => other.upvotes - one.upvotes)
  return { papers: ordered.slice(offset, offset + limit).map(listed), total: papers.length }
}

function listed(paper: Paper): ListedPaper {
  const why = { text: `Featured on ${paper.feedDay}.`, terms: [{ name: 'votes', value: paper.upvotes, because: 'readers’ votes' }] }
  return { ...paper, why }
}

function mark(text: string, word: string): string {
  const at = text.toLowerCase().indexOf(word)
  return at < 0 ? text : `${text.slice(0, at)}\u0002${text.slice(at, at + word.length)}\u0003${text.slice(at + word.length)}`
}
