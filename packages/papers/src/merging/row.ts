import type { PaperTable } from '@offprint/store'
import type { Insertable, Selectable } from 'kysely'

import { titleKey } from '../identity/fold.ts'
import type { Source } from '../paper.ts'
import type { Fields, Stated } from './fields.ts'

/** A paper while an import works on it. */
export type KnownPaper = {
  readonly id: string
  readonly arxivId: string | null
  readonly doi: string | null
  readonly fields: Fields
}

export type PaperRow = Selectable<PaperTable>

/** Columns that hold a field as it is; the others (lists, extra fields, what is derived) are below. */
const plainColumns = {
  title: 'title',
  abstract: 'abstract',
  authorCount: 'author_count',
  organization: 'organization',
  version: 'version',
  publishedAt: 'published_at',
  featuredAt: 'featured_at',
  pdfUrl: 'pdf_url',
  codeUrl: 'code_url',
  projectUrl: 'project_url',
  remark: 'remark',
  upvotes: 'imported_upvotes',
  comments: 'imported_comments',
} as const satisfies Record<string, keyof PaperTable>

const listColumns = ['authors', 'categories'] as const

/** The columns of a paper, without its row number and its times. */
export function toRow({ id, arxivId, doi, fields }: KnownPaper): Omit<Insertable<PaperTable>, 'seq' | 'created_at' | 'updated_at'> {
  const title = textOf(fields.title) ?? ''
  const authors = listOf(fields.authors)
  const published = textOf(fields.publishedAt)
  const featured = textOf(fields.featuredAt)
  return {
    id,
    arxiv_id: arxivId,
    doi,
    title_key: titleKey(title),
    title,
    abstract: textOf(fields.abstract) ?? '',
    authors: JSON.stringify(authors),
    author_count: numberOf(fields.authorCount) ?? authors.length,
    organization: textOf(fields.organization) ?? null,
    categories: JSON.stringify(listOf(fields.categories)),
    version: numberOf(fields.version) ?? null,
    published_at: published ?? null,
    featured_at: featured ?? null,
    feed_day: featured ?? published?.slice(0, 10) ?? null,
    pdf_url: textOf(fields.pdfUrl) ?? null,
    code_url: textOf(fields.codeUrl) ?? null,
    project_url: textOf(fields.projectUrl) ?? null,
    remark: textOf(fields.remark) ?? null,
    imported_upvotes: numberOf(fields.upvotes) ?? 0,
    imported_comments: numberOf(fields.comments) ?? 0,
    extra: JSON.stringify(extraOf(fields)),
    sources: JSON.stringify(Object.fromEntries(Object.entries(fields).map(([name, { source }]) => [name, source]))),
  }
}

/** The paper in a row: a field is known where `sources` names who stated it. */
export function fromRow(row: PaperRow): KnownPaper {
  const sources = JSON.parse(row.sources) as Record<string, Source>
  const extra = JSON.parse(row.extra) as Record<string, unknown>
  const fields: Record<string, Stated> = {}
  for (const [name, source] of Object.entries(sources)) {
    const value = name.startsWith('extra.') ? extra[name.slice('extra.'.length)] : valueIn(row, name)
    if (value !== undefined && value !== null) fields[name] = { value, source }
  }
  return { id: row.id, arxivId: row.arxiv_id, doi: row.doi, fields }
}

function valueIn(row: PaperRow, field: string): unknown {
  const list = listColumns.find((name) => name === field)
  if (list) return JSON.parse(row[list])
  return field in plainColumns ? row[plainColumns[field as keyof typeof plainColumns]] : undefined
}

function extraOf(fields: Fields): Record<string, unknown> {
  const further = Object.entries(fields).filter(([name]) => name.startsWith('extra.'))
  return Object.fromEntries(further.map(([name, { value }]) => [name.slice('extra.'.length), value]))
}

function textOf(stated: Stated | undefined): string | undefined {
  return stated?.value as string | undefined
}

function numberOf(stated: Stated | undefined): number | undefined {
  return stated?.value as number | undefined
}

function listOf(stated: Stated | undefined): readonly string[] {
  return (stated?.value as readonly string[] | undefined) ?? []
}
