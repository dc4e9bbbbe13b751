import type { Paper } from '../paper.ts'
import type { ExportFormat } from './export-format.ts'
import { dateParts, plainText, sourceUrl, splitName } from './text.ts'

/** CSL-JSON 1.0.2, what Zotero, Pandoc and citeproc read: an array of items. */
export const cslJson: ExportFormat = {
  extension: 'csl.json',
  mediaType: 'application/vnd.citationstyles.csl+json; charset=utf-8',
  write: (papers, { siteUrl }) =>
    `${JSON.stringify(
      papers.map((paper) => item(paper, siteUrl)),
      null,
      1,
    )}\n`,
}

function item(paper: Paper, siteUrl: string) {
  const date = dateParts(paper)
  // JSON leaves out what is undefined.
  return {
    id: paper.id,
    type: paper.doi ? 'article-journal' : 'article',
    title: plainText(paper.title),
    author: paper.authors.map(author),
    issued: date.length > 0 ? { 'date-parts': [date] } : undefined,
    abstract: plainText(paper.abstract) || undefined,
    DOI: paper.doi ?? undefined,
    number: paper.arxivId ? `arXiv:${paper.arxivId}` : undefined,
    publisher: paper.arxivId ? 'arXiv' : undefined,
    URL: sourceUrl(paper, siteUrl),
  }
}

function author(name: string) {
  const { family, given } = splitName(name)
  return given ? { family, given } : { literal: family }
}
