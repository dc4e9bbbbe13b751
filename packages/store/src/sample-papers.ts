import type { Insertable } from 'kysely'

import type { PaperTable } from './schema.ts'

/** A row of the table papers for tests: only what a test is about need be named. */
export function samplePaper(fields: Partial<Insertable<PaperTable>> & { readonly id: string }): Insertable<PaperTable> {
  const title = fields.title ?? `Paper ${fields.id}`
  return {
    title,
    title_key: title.toLowerCase().replaceAll(/[^a-z0-9]/g, ''),
    abstract: '',
    authors: '[]',
    author_count: 0,
    categories: '[]',
    imported_upvotes: 0,
    imported_comments: 0,
    extra: '{}',
    sources: '{}',
    created_at: '2026-01-01T00:00:00.000Z',
    updated_at: '2026-01-01T00:00:00.000Z',
    ...fields,
  }
}
