import type { SearchAnswer } from '@offprint/papers'

import { withQuery } from '../../addresses.ts'
import { isDay } from '../../calendar.ts'
import { formatOf } from '../../lists/formats.ts'
import { pageNumber, partOf } from '../../lists/part.ts'
import { sendList } from '../../lists/send-list.ts'
import { Problem, quoted } from '../../problem.ts'
import type { PageRoute } from '../../send-page.ts'
import type { Site, SiteContext } from '../../site.ts'
import { SearchPage } from './page.tsx'

/** What the search form sends: words in the catalogue's own language, and its filters as fields. */
export type SearchFields = {
  readonly q: string
  readonly author: string
  readonly category: string
  readonly after: string
  readonly before: string
}

const nothing: SearchAnswer = { papers: [], total: 0, tookMs: 0, droppedWords: [], understood: { words: [], phrases: [], filters: {} } }

/** `/search?q=…&author=&category=&after=&before=`. */
export function searchRoute(site: Site): PageRoute {
  return async (c) => {
    const fields = readFields(c)
    const query = queryOf(fields)
    const path = withQuery('/search', fields)
    const answer = query === '' ? nothing : await site.catalogue.search(query, partOf(c))
    const format = formatOf(c.req.url)
    if (format !== undefined) return sendList(site, c, format, { title: `Offprint: search for ${query}`, path, papers: answer.papers })
    const page = pageNumber(c)
    return {
      title: query === '' ? 'Search' : `${query.length > 60 ? `${query.slice(0, 60)}…` : query}: search`,
      address: withQuery('/search', { ...fields, page: page === 1 ? undefined : page }),
      feed: query === '' ? undefined : path,
      index: false,
      query: fields.q,
      body: SearchPage({ fields, asked: query !== '', path, answer, evidence: await site.evidence(), page, perPage: partOf(c).limit }),
    }
  }
}

/** The fields as one query in the catalogue's language: `work author:"Ada Crease" after:2025-01-01`. */
export function queryOf({ q, author, category, after, before }: SearchFields): string {
  const parts = [
    q,
    author && `author:"${author.replaceAll('"', ' ')}"`,
    category && `category:${category.replaceAll(/\s+/g, '')}`,
    after && `after:${after}`,
    before && `before:${before}`,
  ]
  return parts.filter(Boolean).join(' ')
}

function readFields(c: SiteContext): SearchFields {
  const field = (name: string) => (c.req.query(name) ?? '').trim()
  const fields = { q: field('q'), author: field('author'), category: field('category'), after: field('after'), before: field('before') }
  for (const name of ['after', 'before'] as const) {
    if (fields[name] !== '' && !isDay(fields[name])) {
      throw new Problem(
        400,
        `${quoted(fields[name])} is no day to search ${name}.`,
        'A day is written YYYY-MM-DD and must be on the calendar.',
      )
    }
  }
  return fields
}
