import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { type PaperRecord, type Source, sourceRanking } from '../paper.ts'
import { type Fields, fieldsOf, mergeFields, sameFields } from './fields.ts'

const record: fc.Arbitrary<PaperRecord> = fc.record(
  {
    title: fc.constantFrom('A', 'B', 'C'),
    abstract: fc.constantFrom('x', 'y'),
    authors: fc.array(fc.constantFrom('One', 'Two'), { minLength: 1, maxLength: 2 }),
    upvotes: fc.nat(3),
    extra: fc.dictionary(fc.constantFrom('thumbnail', 'ai_summary'), fc.nat(3)),
  },
  { requiredKeys: ['title'] },
)
const source = fc.constantFrom(...sourceRanking)

function mergeAll(stated: readonly Fields[]): Fields {
  return stated.reduce((into, from) => mergeFields(into, from), {})
}

describe('mergeFields', () => {
  it('takes a field from the best source that has it', () => {
    const page = fieldsOf({ title: 'Page', abstract: 'from the page', comments: 2 }, 'page')
    const arxiv = fieldsOf({ title: 'arXiv', categories: ['cs.CL'] }, 'arxiv')
    for (const merged of [mergeFields(page, arxiv), mergeFields(arxiv, page)]) {
      expect(merged).toMatchObject({
        title: { value: 'arXiv', source: 'arxiv' },
        abstract: { source: 'page' },
        comments: { value: 2 },
        categories: {},
      })
    }
  })

  it('comes to the same in any order, where every source speaks once', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 5, maxLength: 5 }), fc.shuffledSubarray([...sourceRanking]), (records, order) => {
        const stated = new Map<Source, Fields>(sourceRanking.map((each, index) => [each, fieldsOf(records[index], each)]))
        const inRank = sourceRanking.filter((each) => order.includes(each)).map((each) => stated.get(each) ?? {})
        const shuffled = order.map((each) => stated.get(each) ?? {})
        expect(sameFields(mergeAll(shuffled), mergeAll(inRank))).toBe(true)
      }),
    )
  })

  it('changes nothing when the same comes again', () => {
    fc.assert(
      fc.property(record, source, record, source, (a, sourceA, b, sourceB) => {
        const once = mergeFields(fieldsOf(a, sourceA), fieldsOf(b, sourceB))
        expect(sameFields(mergeFields(once, fieldsOf(b, sourceB)), once)).toBe(true)
      }),
    )
  })

  it('lets the newer of two equal sources win, but never an older arXiv version', () => {
    const first = fieldsOf({ title: 'First', version: 1, remark: '9 pages' }, 'arxiv')
    const second = fieldsOf({ title: 'Second', version: 2 }, 'arxiv')
    for (const merged of [mergeFields(first, second), mergeFields(second, first)]) {
      expect(merged).toMatchObject({ title: { value: 'Second' }, version: { value: 2 }, remark: { value: '9 pages' } })
    }
  })
})

it('keeps the address of a paper that has no arXiv id', () => {
  expect(fieldsOf({ title: 'T', url: 'https://x.example' }, 'page')['extra.url']).toEqual({ value: 'https://x.example', source: 'page' })
  expect(fieldsOf({ title: 'T', url: 'https://x.example', arxivId: '2401.00001' }, 'page')['extra.url']).toBeUndefined()
})

it('sees a difference in value, source and number of fields', () => {
  const a = fieldsOf({ title: 'T', authors: ['A'] }, 'page')
  expect(sameFields(a, fieldsOf({ title: 'T', authors: ['A'] }, 'page'))).toBe(true)
  for (const other of [
    fieldsOf({ title: 'T', authors: ['B'] }, 'page'),
    fieldsOf({ title: 'T', authors: ['A'] }, 'arxiv'),
    fieldsOf({ title: 'T' }, 'page'),
  ]) {
    expect(sameFields(a, other)).toBe(false)
  }
})
