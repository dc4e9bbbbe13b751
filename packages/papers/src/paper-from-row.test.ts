import { expect, it } from 'vitest'

import { fieldsOf } from './merging/fields.ts'
import { type PaperRow, toRow } from './merging/row.ts'
import type { PaperRecord } from './paper.ts'
import { paperFromRow } from './paper-from-row.ts'

function paperOf(record: PaperRecord, card?: Parameters<typeof paperFromRow>[1]) {
  const row = toRow({ id: '2401.00001', arxivId: '2401.00001', doi: null, fields: fieldsOf(record, 'arxiv') })
  return paperFromRow({ ...row, seq: 1, created_at: '', updated_at: '' } as PaperRow, card)
}

it('gives lists as lists and says which source stated what', () => {
  const paper = paperOf({ title: 'T', authors: ['A', 'B'], categories: ['cs.CL'], extra: { thumbnail: 'x' } })
  expect(paper).toMatchObject({ authors: ['A', 'B'], authorCount: 2, categories: ['cs.CL'], extra: { thumbnail: 'x' }, abstract: '' })
  expect(paper.sources).toEqual({ title: 'arxiv', authors: 'arxiv', categories: 'arxiv', 'extra.thumbnail': 'arxiv' })
})

it('marks a feed day that is only the day of publication', () => {
  const published = { title: 'T', publishedAt: '2024-01-31T17:08:18.000Z' }
  const marks = [published, { ...published, featuredAt: '2024-02-02' }, { title: 'T' }].map((record) => paperOf(record))
  expect(marks.map(({ feedDay, feedDayIsPublished }) => [feedDay, feedDayIsPublished])).toEqual([
    ['2024-01-31', true],
    ['2024-02-02', false],
    [null, false],
  ])
})

it('knows from the card whether its method runs', () => {
  const card = {
    slug: 'widgets',
    arxivId: '2401.00001',
    title: 'T',
    published: '2024-01-31',
    authorCount: 1,
    organization: null,
    runnable: true,
  }
  expect(paperOf({ title: 'T' }, card)).toMatchObject({ slug: 'widgets', runnable: true })
  expect(paperOf({ title: 'T' })).toMatchObject({ slug: null, runnable: false })
})
