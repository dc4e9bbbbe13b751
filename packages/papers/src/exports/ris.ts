import type { Paper } from '../paper.ts'
import type { ExportFormat } from './export-format.ts'
import { dateParts, plainText, sourceUrl, splitName } from './text.ts'

/** RIS: a tag, two spaces, a hyphen, a space and a value a line, lines ended by CR LF; UNPB is an unpublished work. */
export const ris: ExportFormat = {
  extension: 'ris',
  mediaType: 'application/x-research-info-systems; charset=utf-8',
  write: (papers, { siteUrl }) => papers.map((paper) => record(paper, siteUrl)).join(''),
}

function record(paper: Paper, siteUrl: string): string {
  const date = dateParts(paper)
  const lines: [string, string | null | undefined][] = [
    ['TY', paper.doi ? 'JOUR' : 'UNPB'],
    ['TI', paper.title],
    ...paper.authors.map((name): [string, string] => ['AU', author(name)]),
    ['PY', date[0] === undefined ? null : String(date[0])],
    ['DA', date.length === 3 ? `${date[0]}/${two(date[1])}/${two(date[2])}` : null],
    ['AB', paper.abstract],
    ['DO', paper.doi],
    ['M1', paper.arxivId && `arXiv:${paper.arxivId}`],
    ...paper.categories.map((category): [string, string] => ['KW', category]),
    ['UR', sourceUrl(paper, siteUrl)],
    ['L1', paper.pdfUrl],
    ['ID', paper.id],
  ]
  const written = lines.filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${plainText(`${value}`)}\r\n`)
  return `${written.join('')}ER  - \r\n\r\n`
}

function author(name: string): string {
  const { family, given } = splitName(name)
  return given ? `${family}, ${given}` : family
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
