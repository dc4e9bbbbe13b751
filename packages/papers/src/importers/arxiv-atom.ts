import { XMLParser } from 'fast-xml-parser'

import { parseArxivId } from '../identity/arxiv-id.ts'
import type { PaperRecord } from '../paper.ts'
import type { Importer, InputHead, Reading } from '../reading/importer.ts'
import { RecordError, toRecord, toTime } from '../reading/record.ts'
import { readXmlEntries } from '../reading/xml-entries.ts'

/** Atom as arXiv's API answers it (https://info.arxiv.org/help/api/user-manual.html, section 3.3), and any other Atom feed of papers. */
export const arxivAtom: Importer = {
  name: 'Atom (arXiv and other feeds)',
  detect,
  async *read(bytes) {
    for await (const { at, text, problem } of readXmlEntries(bytes)) {
      yield problem === undefined ? readEntry(at, text) : ({ failed: { at, reason: problem } } satisfies Reading)
    }
  },
  sample: {
    fileName: 'query.xml',
    text: `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title>arXiv Query: id_list=2401.00001</title>
  <entry>
    <id>http://arxiv.org/abs/2401.00001v2</id>
    <updated>2024-02-01T00:00:00Z</updated>
    <published>2024-01-01T17:08:18Z</published>
    <title>A Study of
  Widgets &amp; Gadgets</title>
    <summary>  Widgets, where $a &lt; b$,
are studied.
    </summary>
    <author><name>Ada One</name><arxiv:affiliation>Widget Lab</arxiv:affiliation></author>
    <author><name>Bo Two</name></author>
    <arxiv:comment>12 pages</arxiv:comment>
    <arxiv:doi>10.1000/X1</arxiv:doi>
    <link href="http://arxiv.org/abs/2401.00001v2" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/2401.00001v2" rel="related" type="application/pdf"/>
    <arxiv:primary_category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.AI" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
  </entry>
  <entry>
    <id>http://arxiv.org/api/errors#incorrect_id_format_for_x</id>
    <title>Error</title>
    <summary>incorrect id format for x</summary>
  </entry>
  <entry><id>https://lab.example/papers/7</id><title type="html">&lt;b&gt;Gizmos&lt;/b&gt;</title><link href="https://lab.example/papers/7"/><published>2024-01-02T00:00:00Z</published></entry>
  <entry><title>Cut`,
    context: { modifiedAt: new Date('2024-06-01T00:00:00Z') },
    expected: [
      {
        source: 'arxiv',
        record: {
          arxivId: '2401.00001',
          doi: '10.1000/X1',
          version: 2,
          title: 'A Study of Widgets & Gadgets',
          abstract: 'Widgets, where $a < b$, are studied.',
          authors: ['Ada One', 'Bo Two'],
          authorCount: 2,
          categories: ['cs.CL', 'cs.AI'],
          publishedAt: '2024-01-01T17:08:18.000Z',
          pdfUrl: 'http://arxiv.org/pdf/2401.00001v2',
          remark: '12 pages',
        },
      },
      {
        source: 'page',
        record: { url: 'https://lab.example/papers/7', title: 'Gizmos', publishedAt: '2024-01-02T00:00:00.000Z' },
      },
    ],
    failed: [
      { at: 'entry 2 (byte 1081)', reason: 'arXiv says: incorrect id format for x' },
      { at: 'entry 4 (byte 1436)', reason: 'the input breaks off inside this entry' },
    ],
  },
}

function detect({ text }: InputHead): boolean {
  const start = text.replace(/^\ufeff/, '').trimStart()
  return start.startsWith('<') && /<feed[\s>]/.test(start)
}

/** An element that may have attributes: text alone, or text with them. */
type Element = string | { readonly '#text'?: string; readonly [attribute: string]: unknown }
type Entry = {
  readonly id?: Element
  readonly title?: Element
  readonly summary?: Element
  readonly content?: Element
  readonly published?: Element
  readonly updated?: Element
  readonly comment?: Element
  readonly doi?: Element
  readonly creator?: Element
  readonly primary_category?: Element
  readonly author: readonly (string | { readonly name?: Element })[]
  readonly category: readonly Element[]
  readonly link: readonly Element[]
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  htmlEntities: true,
  isArray: (name: string) => name === 'author' || name === 'category' || name === 'link',
})

function readEntry(at: string, text: string): Reading {
  try {
    const entry: Entry = { author: [], category: [], link: [], ...parser.parse(text, true).entry }
    const isArxiv = /arxiv\.org/i.test(textOf(entry.id) ?? '')
    return { at, record: toAtomRecord(entry), source: isArxiv ? 'arxiv' : 'page' }
  } catch (error) {
    return { failed: { at, reason: error instanceof RecordError ? error.message : `not well-formed XML: ${(error as Error).message}` } }
  }
}

function toAtomRecord(entry: Entry): PaperRecord {
  const id = textOf(entry.id) ?? ''
  if (id.includes('arxiv.org/api/errors')) throw new RecordError(`arXiv says: ${textOf(entry.summary) ?? 'an error without a reason'}`)
  const arxiv = parseArxivId(id.replace(/^oai:arXiv\.org:/, ''))
  return toRecord({
    arxivId: arxiv?.id,
    version: arxiv?.version,
    doi: textOf(entry.doi),
    url: arxiv ? undefined : (linkOf(entry, ({ rel }) => rel === undefined || rel === 'alternate') ?? (URL.canParse(id) ? id : undefined)),
    title: textOf(entry.title),
    abstract: abstractOf(entry),
    authors: authorsOf(entry),
    categories: categoriesOf(entry),
    publishedAt: toTime('published', textOf(entry.published) ?? textOf(entry.updated)),
    pdfUrl: linkOf(entry, ({ title, type }) => title === 'pdf' || type === 'application/pdf'),
    remark: textOf(entry.comment),
  })
}

/** The text of an element; where it is marked as HTML, without the tags. */
function textOf(element: Element | undefined): string | undefined {
  if (element === undefined || typeof element === 'string') return element
  const text = element['#text']
  return element['@type'] === 'html' ? text?.replace(/<[^<>]*>/g, '') : text
}

/** arXiv's daily feeds put "arXiv:… Announce Type: new Abstract:" before the abstract. */
function abstractOf(entry: Entry): string | undefined {
  return (textOf(entry.summary) ?? textOf(entry.content))?.replace(/^\s*arXiv:\S+\s+Announce Type: \S+\s+Abstract:\s*/, '')
}

function authorsOf(entry: Entry): string[] {
  if (entry.author.length === 0) return textOf(entry.creator)?.split(/,\s+/) ?? []
  return entry.author.map((author) => (typeof author === 'string' ? author : (textOf(author.name) ?? '')))
}

/** Primary first, each once. */
function categoriesOf(entry: Entry): string[] {
  const terms = [entry.primary_category, ...entry.category].map((element) => attribute(element, 'term'))
  return [...new Set(terms.filter((term) => term !== undefined))]
}

function linkOf(entry: Entry, isWanted: (link: { rel?: string; title?: string; type?: string }) => boolean): string | undefined {
  const link = entry.link.find((element) =>
    isWanted({ rel: attribute(element, 'rel'), title: attribute(element, 'title'), type: attribute(element, 'type') }),
  )
  return attribute(link, 'href')
}

function attribute(element: Element | undefined, name: string): string | undefined {
  const value = typeof element === 'object' ? element[`@${name}`] : undefined
  return typeof value === 'string' ? value : undefined
}
