import { braceBalance, readBibtexBlocks } from '../bibtex/entries.ts'
import { type BibtexEntry, parseBibtexEntry, standardAbbreviations } from '../bibtex/fields.ts'
import { latexToText } from '../bibtex/latex.ts'
import { parseArxivId } from '../identity/arxiv-id.ts'
import { aclIdOf } from '../identity/paper-id.ts'
import type { PaperRecord } from '../paper.ts'
import type { Importer, InputHead, Reading } from '../reading/importer.ts'
import { readLines } from '../reading/lines.ts'
import { isDay, RecordError, toRecord } from '../reading/record.ts'

/** BibTeX, as reference managers, arXiv and the ACL Anthology write it. */
export const bibtex: Importer = {
  name: 'BibTeX',
  detect,
  async *read(bytes) {
    const abbreviations = standardAbbreviations()
    for await (const { line, text, problem } of readBibtexBlocks(readLines(bytes))) {
      const at = `line ${line}`
      if (problem !== undefined) yield { failed: { at, reason: problem } }
      else {
        const reading = readEntry(at, text, abbreviations)
        if (reading) yield reading
      }
    }
  },
  sample: {
    fileName: 'papers.bib',
    text: `% Exported by hand
@string{acl = "Association for Computational Linguistics"}
@inproceedings{one-two-2023-widgets,
    title = "A Study of {W}idgets: {\\'E}tude",
    author = "One, Ada  and
      Two, Bo {\\L}ukasz  and {Widget Lab}",
    month = jul,
    year = "2023",
    url = "https://aclanthology.org/2023.acl-long.1",
    doi = "10.18653/v1/2023.acl-long.1",
    publisher = acl,
    abstract = {Widgets \\& gadgets cost \\$5, where $a_{i}$ holds.}
}

@misc{gizmos, title={Gizmos}, author={Cy Three}, year={2024}, eprint={2401.00001}, archivePrefix={arXiv}, primaryClass={cs.CL}}
@article{untitled, author = {Nobody}}
@article{cut, title = {Cut`,
    context: { modifiedAt: new Date('2024-06-01T00:00:00Z') },
    expected: [
      {
        source: 'page',
        record: {
          doi: '10.18653/v1/2023.acl-long.1',
          aclId: '2023.acl-long.1',
          url: 'https://aclanthology.org/2023.acl-long.1',
          title: 'A Study of Widgets: Étude',
          abstract: 'Widgets & gadgets cost $5, where $a_{i}$ holds.',
          authors: ['Ada One', 'Bo Łukasz Two', 'Widget Lab'],
          authorCount: 3,
          publishedAt: '2023-07-01T00:00:00.000Z',
        },
      },
      {
        source: 'page',
        record: {
          arxivId: '2401.00001',
          title: 'Gizmos',
          authors: ['Cy Three'],
          authorCount: 1,
          categories: ['cs.CL'],
          publishedAt: '2024-01-01T00:00:00.000Z',
        },
      },
    ],
    failed: [
      { at: 'line 16', reason: 'no title' },
      { at: 'line 17', reason: 'the input breaks off inside this entry' },
    ],
  },
}

function detect({ text }: InputHead): boolean {
  return /^\s*@\s*[A-Za-z]+\s*[{(]\s*[^\s{}(),"=]*\s*[,=]/m.test(text) && !/^\s*[[{<]/.test(text)
}

function readEntry(at: string, text: string, abbreviations: Map<string, string>): Reading | undefined {
  try {
    const entry = parseBibtexEntry(text, abbreviations)
    return entry && { at, source: 'page', record: toBibtexRecord(entry) }
  } catch (error) {
    if (!(error instanceof RecordError || error instanceof SyntaxError)) throw error
    return { failed: { at, reason: error.message } }
  }
}

function toBibtexRecord({ fields }: BibtexEntry): PaperRecord {
  const text = (name: string): string | undefined => fields.get(name) && latexToText(fields.get(name) ?? '')
  const arxiv = arxivIdOf(fields)
  const url = fields.get('url')?.replaceAll('\\', '')
  return toRecord({
    arxivId: arxiv?.id,
    version: arxiv?.version,
    doi: fields.get('doi')?.replaceAll('\\', ''),
    aclId: aclIdOf(url),
    url,
    title: text('title'),
    abstract: text('abstract'),
    authors: splitAuthors(fields.get('author') ?? '').map((name) => firstNameFirst(name)),
    organization: text('organization') ?? text('institution'),
    categories: fields.get('primaryclass')?.split(/\s+/),
    publishedAt: publishedAt(fields),
    remark: text('note'),
  })
}

function arxivIdOf(fields: ReadonlyMap<string, string>) {
  const eprint = fields.get('eprint')
  const isArxiv = /^arxiv$/i.test(fields.get('archiveprefix') ?? fields.get('eprinttype') ?? 'arxiv')
  const named = /arxiv[:\s.]+(\d{4}\.\d{4,5}(?:v\d+)?)/i.exec(fields.get('journal') ?? fields.get('note') ?? '')?.[1]
  return (eprint && isArxiv ? parseArxivId(eprint) : undefined) ?? (named ? parseArxivId(named) : undefined)
}

/** Names are divided by the word `and` outside braces. */
function splitAuthors(text: string): string[] {
  const names: string[] = []
  let depth = 0
  let name = ''
  for (const word of text.split(/\s+/)) {
    if (depth === 0 && word.toLowerCase() === 'and') {
      names.push(name.trim())
      name = ''
      continue
    }
    depth += braceBalance(word)
    name += ` ${word}`
  }
  return [...names, name.trim()].filter((each) => each !== '' && each.toLowerCase() !== 'others')
}

/** "One, Ada" and "One, Jr., Ada" as people write them; a name in braces (an organisation) stays as it is. */
function firstNameFirst(name: string): string {
  if (/^\{[^{}\\]*\}$/.test(name)) return latexToText(name)
  const parts = name.split(/\s*,\s*(?![^{]*\})/)
  const ordered = parts.length === 3 ? `${parts[2]} ${parts[0]}, ${parts[1]}` : parts.length === 2 ? `${parts[1]} ${parts[0]}` : name
  return latexToText(ordered)
}

/** `date` (BibLaTeX) or year, month and day; what is missing is the first of the year or month. */
function publishedAt(fields: ReadonlyMap<string, string>): string | undefined {
  const date = /^\d{4}(?:-\d{2}(?:-\d{2})?)?/.exec(fields.get('date') ?? '')?.[0]
  const year = date?.slice(0, 4) ?? /\d{4}/.exec(fields.get('year') ?? '')?.[0]
  if (!year) return undefined
  const month = date?.slice(5, 7) || monthNumber(fields.get('month') ?? '')
  const day = date?.slice(8, 10) || (/^\d{1,2}$/.test(fields.get('day') ?? '') ? fields.get('day')?.padStart(2, '0') : undefined)
  const text = `${year}-${month || '01'}-${(month && day) || '01'}`
  if (!isDay(text)) throw new RecordError(`${text} is no day of the calendar`)
  return `${text}T00:00:00.000Z`
}

function monthNumber(text: string): string | undefined {
  const number = /^\d{1,2}$/.exec(text.trim())?.[0] ?? standardAbbreviations().get(text.trim().slice(0, 3).toLowerCase())
  return number?.padStart(2, '0')
}
