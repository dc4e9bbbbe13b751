import type { ListedPaper, Paper, PaperList } from '@offprint/papers'
import { z } from 'zod'

import { isDay, isMonth, isWeek } from '../../calendar.ts'
import { Problem } from '../../problem.ts'
import type { Site, SiteContext } from '../../site.ts'
import { originOf } from '../../site.ts'
import { ownName, submitterName, toEntry } from './entry.ts'
import { readQuery, wholeNumber } from './query.ts'

const mostEntries = 100

/** The undated list reaches so many pages back, as on the public site: clients page on until a list is empty. */
const undatedPages = 100

const dailyQuery = z.object({
  date: z.string().refine(isDay, 'is no day: write YYYY-MM-DD, such as 2025-12-25').optional(),
  week: z.string().refine(isWeek, 'is no week: write YYYY-Www, such as 2025-W52').optional(),
  month: z.string().refine(isMonth, 'is no month: write YYYY-MM, such as 2025-12').optional(),
  submitter: z.string().optional(),
  sort: z.enum(['publishedAt', 'trending'], 'is no order: publishedAt or trending').default('publishedAt'),
  p: wholeNumber(0).default(0),
  limit: wholeNumber(1).default(50),
})
type DailyQuery = z.infer<typeof dailyQuery>

/**
 * GET /api/daily_papers: `date`, `week`, `month` mean the feed day, and a dated batch is ordered by votes whatever `sort` says.
 * `p` counts from 0; a page past the end is an empty list. More than a hundred entries are never sent at once.
 */
export function dailyPapersRoute(site: Site): (c: SiteContext) => Promise<Response> {
  return async (c) => {
    const query = readQuery(c, dailyQuery)
    const limit = Math.min(query.limit, mostEntries)
    const list = await ask(site, query, { limit, offset: query.p * limit })
    if (Math.min(list.total, deepest(query) * limit) > (query.p + 1) * limit)
      c.header('link', `<${nextPage(originOf(site, c), c, query.p + 1)}>; rel="next"`)
    return c.json(list.papers.map(toEntry))
  }
}

type Part = { readonly limit: number; readonly offset: number; readonly mentioning?: string }

function ask(site: Site, query: DailyQuery, part: Part): Promise<PaperList> {
  const { catalogue } = site
  if ([query.date, query.week, query.month].filter(Boolean).length > 1) {
    throw new Problem(400, 'date, week and month were given together.', 'Ask for one of them.')
  }
  const list = (page: Part) => {
    if (query.date !== undefined) return catalogue.day(query.date, page)
    if (query.week !== undefined) return catalogue.week(query.week, page)
    if (query.month !== undefined) return catalogue.month(query.month, page)
    return query.sort === 'trending' ? catalogue.trending(site.now(), page) : catalogue.latest(page)
  }
  if (query.p >= deepest(query)) return Promise.resolve({ papers: [], total: 0 })
  return query.submitter === undefined ? list(part) : submittedBy(query.submitter, list, part)
}

function deepest({ date, week, month }: DailyQuery): number {
  return date === undefined && week === undefined && month === undefined ? undatedPages : Number.POSITIVE_INFINITY
}

/** How many papers are looked at in one go for those of one submitter. */
const stride = 1000

// Submitters are part of what an import brought along: the database leaves papers that mention the name, and those that it submitted are told
// apart here. Papers that nobody submitted are ours, and most are.
async function submittedBy(name: string, list: (page: Part) => Promise<PaperList>, { limit, offset }: Part): Promise<PaperList> {
  const found: ListedPaper[] = []
  for (let at = 0; found.length <= offset + limit; at += stride) {
    const { papers, total } = await list({ limit: stride, offset: at, ...(name !== ownName && { mentioning: name }) })
    found.push(...papers.filter((paper: Paper) => submitterName(paper) === name))
    if (at + stride >= total) break
  }
  return { papers: found.slice(offset, offset + limit), total: found.length }
}

function nextPage(origin: string, c: SiteContext, page: number): string {
  const url = new URL(c.req.url)
  url.searchParams.set('p', String(page))
  return `${origin}${url.pathname}?${url.searchParams}`
}
