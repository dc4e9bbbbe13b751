import type { Paper } from '../paper.ts'
import type { ExportFormat } from './export-format.ts'
import { toLatex } from './latex.ts'
import { citationKey, dateParts, plainText, sourceUrl, splitName } from './text.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

export const bibtex: ExportFormat = {
  extension: 'bib',
  mediaType: 'application/x-bibtex; charset=utf-8',
  write: (papers, { siteUrl }) => papers.map((paper) => entry(paper, siteUrl)).join('\n'),
}

// The title stands in double braces: bibliography styles would else change its capitals.
function entry(paper: Paper, siteUrl: string): string {
  const [year, month] = dateParts(paper)
  const fields = [
    ['title', `{{${toLatex(paper.title)}}}`],
    ['author', paper.authors.length > 0 && `{${paper.authors.map(author).join(' and ')}}`],
    ['year', year && `{${year}}`],
    ['month', month && months[month - 1]],
    ['eprint', paper.arxivId && `{${paper.arxivId}}`],
    ['archiveprefix', paper.arxivId && '{arXiv}'],
    ['primaryclass', paper.arxivId && paper.categories[0] && `{${toLatex(paper.categories[0])}}`],
    ['doi', paper.doi && `{${bare(paper.doi)}}`],
    ['url', `{${bare(sourceUrl(paper, siteUrl))}}`],
    ['abstract', paper.abstract && `{${toLatex(paper.abstract)}}`],
  ].filter(([, value]) => value)
  return `@misc{${citationKey(paper)},\n${fields.map(([name, value]) => `  ${name} = ${value}`).join(',\n')}\n}\n`
}

/** "Last, First", which needs no guessing. A name with "and" or a comma in it would fall in two: it stands in braces, whole. */
function author(name: string): string {
  if (/\band\b|,/i.test(name)) return `{${toLatex(name)}}`
  const { family, given } = splitName(name)
  return given ? `${toLatex(family)}, ${toLatex(given)}` : toLatex(family)
}

/** Addresses stand as they are; a brace or a backslash in one would end the field. */
function bare(address: string): string {
  return plainText(address).replaceAll(/[{}\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
