import type { Paper } from '../paper.ts'
import type { ExportedList, ExportFormat } from './export-format.ts'
import { paperUrl, plainText } from './text.ts'

/** Atom 1.0 (RFC 4287). */
export const atom: ExportFormat = {
  extension: 'atom',
  mediaType: 'application/atom+xml; charset=utf-8',
  write: (papers, list) => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${xml(list.feedUrl)}</id>
<title>${xml(list.title)}</title>
<updated>${list.updated.toISOString()}</updated>
<link rel="self" type="application/atom+xml" href="${xml(list.feedUrl)}"/>
<link rel="alternate" type="text/html" href="${xml(list.url)}"/>
<generator>Offprint</generator>
${papers.map((paper) => entry(paper, list)).join('')}</feed>
`,
}

// An entry must have an author, and an updated time: a paper without either still appears.
function entry(paper: Paper, { siteUrl, updated }: ExportedList): string {
  const authors = paper.authors.length > 0 ? paper.authors : [paper.organization ?? 'unknown']
  const published = momentOf(paper)
  return `<entry>
<id>${xml(entryId(paper, siteUrl))}</id>
<title>${xml(paper.title)}</title>
<updated>${(published ?? updated).toISOString()}</updated>
${published ? `<published>${published.toISOString()}</published>\n` : ''}${authors.map((name) => `<author><name>${xml(name)}</name></author>\n`).join('')}<link rel="alternate" type="text/html" href="${xml(paperUrl(paper, siteUrl))}"/>
${paper.pdfUrl ? `<link rel="related" type="application/pdf" href="${xml(paper.pdfUrl)}"/>\n` : ''}${paper.categories.map((category) => `<category term="${xml(category)}"/>\n`).join('')}<summary>${xml(paper.abstract)}</summary>
</entry>
`
}

/**
 * A name that no move of the site changes, so that a reader never shows a paper twice: its permanent address at arXiv or
 * doi.org; a tag URI (RFC 4151) under the site's host for a paper that has neither.
 */
export function entryId({ id }: Paper, siteUrl: string): string {
  if (id.startsWith('doi:')) return `https://doi.org/${encodeURI(id.slice(4))}`
  if (!id.includes(':')) return `https://arxiv.org/abs/${encodeURI(id)}`
  return `tag:${new URL(siteUrl).hostname},2026:${encodeURI(id)}`
}

/** When the paper was published, else the beginning of its feed day; undefined for what is no time. */
export function momentOf({ publishedAt, feedDay }: Paper): Date | undefined {
  const moment = new Date(publishedAt ?? feedDay ?? Number.NaN)
  return Number.isNaN(moment.getTime()) ? undefined : moment
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function xml(text: string): string {
  return plainText(text).replaceAll(/[&<>"]/g, (sign) => entities[sign])
}
