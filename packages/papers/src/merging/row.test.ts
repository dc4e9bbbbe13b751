import fc from 'fast-check'
import { expect, it } from 'vitest'

import type { PaperRecord } from '../paper.ts'
import { fieldsOf } from './fields.ts'
import { fromRow, type PaperRow, toRow } from './row.ts'

const record: fc.Arbitrary<PaperRecord> = fc.record(
  {
    title: fc.string({ minLength: 1 }),
    abstract: fc.string({ minLength: 1 }),
    authors: fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
    authorCount: fc.nat(),
    organization: fc.string({ minLength: 1 }),
    categories: fc.array(fc.string(), { minLength: 1 }),
    version: fc.integer({ min: 1, max: 9 }),
    publishedAt: fc.constant('2024-01-31T17:08:18.000Z'),
    featuredAt: fc.constant('2024-02-01'),
    pdfUrl: fc.webUrl(),
    codeUrl: fc.webUrl(),
    projectUrl: fc.webUrl(),
    remark: fc.string({ minLength: 1 }),
    upvotes: fc.nat(),
    comments: fc.nat(),
    extra: fc.dictionary(
      fc.string(),
      fc.jsonValue().filter((value) => value !== null),
    ),
  },
  { requiredKeys: ['title'] },
)

it('comes back from a row as it went in', () => {
  fc.assert(
    fc.property(record, (stated) => {
      const paper = { id: '2401.00001', arxivId: '2401.00001', doi: null, fields: fieldsOf(stated, 'huggingface') }
      expect(JSON.parse(JSON.stringify(fromRow(toRow(paper) as PaperRow)))).toEqual(JSON.parse(JSON.stringify(paper)))
    }),
  )
})

it('keeps votes that are zero apart from votes that nobody counted', () => {
  const counted = toRow({ id: 'a', arxivId: null, doi: null, fields: fieldsOf({ title: 'T', upvotes: 0 }, 'page') })
  const not = toRow({ id: 'a', arxivId: null, doi: null, fields: fieldsOf({ title: 'T' }, 'page') })
  expect([counted.imported_upvotes, not.imported_upvotes]).toEqual([0, 0])
  expect([fromRow(counted as PaperRow).fields.upvotes, fromRow(not as PaperRow).fields.upvotes]).toEqual([
    { value: 0, source: 'page' },
    undefined,
  ])
})

it('lists a paper on its feed day, else on the day of its publication', () => {
  const published = { title: 'T', publishedAt: '2024-01-31T17:08:18.000Z' }
  const feedDay = (stated: PaperRecord) => toRow({ id: 'a', arxivId: null, doi: null, fields: fieldsOf(stated, 'page') }).feed_day
  expect([feedDay({ ...published, featuredAt: '2024-02-02' }), feedDay(published), feedDay({ title: 'T' })]).toEqual([
    '2024-02-02',
    '2024-01-31',
    null,
  ])
})
