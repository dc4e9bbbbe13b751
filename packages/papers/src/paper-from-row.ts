import type { PaperTable } from '@offprint/store'
import type { Selectable } from 'kysely'

import type { CatalogueCard, Paper } from './paper.ts'

/** A paper as pages see it; `card` is the one with its arXiv id, where there is one. */
export function paperFromRow(row: Selectable<PaperTable>, card: CatalogueCard | undefined): Paper {
  return {
    id: row.id,
    arxivId: row.arxiv_id,
    doi: row.doi,
    version: row.version,
    title: row.title,
    abstract: row.abstract,
    authors: JSON.parse(row.authors) as string[],
    authorCount: row.author_count,
    organization: row.organization,
    categories: JSON.parse(row.categories) as string[],
    publishedAt: row.published_at,
    featuredAt: row.featured_at,
    feedDay: row.feed_day,
    feedDayIsPublished: row.featured_at === null && row.feed_day !== null,
    pdfUrl: row.pdf_url,
    codeUrl: row.code_url,
    projectUrl: row.project_url,
    remark: row.remark,
    upvotes: row.imported_upvotes,
    commentCount: row.imported_comments,
    extra: JSON.parse(row.extra) as Record<string, unknown>,
    sources: JSON.parse(row.sources) as Paper['sources'],
    slug: card?.slug ?? null,
    runnable: card?.runnable ?? false,
  }
}
