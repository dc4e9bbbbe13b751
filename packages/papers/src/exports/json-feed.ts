import type { Paper } from '../paper.ts'
import { entryId, momentOf } from './atom.ts'
import type { ExportFormat } from './export-format.ts'
import { paperUrl, plainText, sourceUrl } from './text.ts'

/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
export const jsonFeed: ExportFormat = {
  extension: 'json',
  mediaType: 'application/feed+json; charset=utf-8',
  write: (papers, { title, url, feedUrl, siteUrl }) => {
    const items = papers.map((paper) => item(paper, siteUrl))
    return `${JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: plainText(title), home_page_url: url, feed_url: feedUrl, items }, null, 1)}\n`
  },
}

function item(paper: Paper, siteUrl: string) {
  return {
    id: entryId(paper, siteUrl),
    url: paperUrl(paper, siteUrl),
    external_url: sourceUrl(paper, siteUrl),
    title: plainText(paper.title),
    content_text: plainText(paper.abstract),
    date_published: momentOf(paper)?.toISOString(),
    authors: paper.authors.map((name) => ({ name: plainText(name) })),
    tags: paper.categories,
  }
}
