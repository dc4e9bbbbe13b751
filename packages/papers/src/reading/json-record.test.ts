import fc from 'fast-check'
import { expect, it } from 'vitest'

import { parseJsonRecord, recordFromJson } from './json-record.ts'

it('reads a row of arXiv’s own dump', () => {
  const row = {
    id: '0704.0001',
    title: 'Calculation of\n  prompt pairs',
    authors: 'C. One, E. Two (Argonne), P. Three and C.-P. Four',
    categories: 'hep-ph hep-th',
    comments: '37 pages',
    doi: '10.1103/PhysRevD.76.013009',
    versions: [
      { version: 'v1', created: 'Mon, 2 Apr 2007 19:18:42 GMT' },
      { version: 'v2', created: 'Tue, 24 Jul 2007 20:10:27 GMT' },
    ],
  }
  expect(recordFromJson(row)).toEqual({
    source: 'arxiv',
    record: {
      arxivId: '0704.0001',
      version: 2,
      doi: '10.1103/physrevd.76.013009',
      title: 'Calculation of prompt pairs',
      authors: ['C. One', 'E. Two', 'P. Three', 'C.-P. Four'],
      authorCount: 4,
      categories: ['hep-ph', 'hep-th'],
      publishedAt: '2007-04-02T19:18:42.000Z',
      remark: '37 pages',
    },
  })
})

it('reads one flat paper of Hugging Face and keeps fields that nobody knows', () => {
  const { record, source } = recordFromJson({ id: '2401.00001', title: 'T', summary: 'S', upvotes: 3, githubStars: 9, somethingNew: [1] })
  expect(source).toBe('huggingface')
  expect(record).toMatchObject({ arxivId: '2401.00001', upvotes: 3, extra: { githubStars: 9, somethingNew: [1] } })
})

it('says what is wrong with what is no paper', () => {
  const reasons = ['7', 'null', '[]', '{}', '{"paper":3}', '{"title":"T","published":"soon"}', '{"title":'].map((text) =>
    parseJsonRecord('line 1', text),
  )
  expect(reasons.map((reading) => ('failed' in reading ? reading.failed.reason : 'taken'))).toEqual([
    'expected an object with a title, found a number',
    'expected an object with a title, found null',
    'expected an object with a title, found an array',
    'no title',
    "the entry's paper is a number",
    'published is "soon", expected a date such as 2024-01-31 or a time in UTC',
    'not JSON: it breaks off',
  ])
})

it('never throws, whatever JSON it meets', () => {
  const field = fc.constantFrom(
    'id',
    'title',
    'abstract',
    'summary',
    'authors',
    'published',
    'publishedAt',
    'paper',
    'versions',
    'upvotes',
    'doi',
    'extra',
  )
  fc.assert(
    fc.property(fc.dictionary(field, fc.jsonValue()), (value) => {
      expect(parseJsonRecord('line 1', JSON.stringify(value))).toBeDefined()
    }),
  )
})
