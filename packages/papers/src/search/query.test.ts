import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { describeFilters, parseQuery } from './query.ts'

const empty = { words: [], phrases: [], authors: [], organizations: [], categories: [] }

describe('a query', () => {
  it('is words, each once, in lower case', () => {
    expect(parseQuery('  Large LANGUAGE  models large ')).toEqual({ ...empty, words: ['large', 'language', 'models'] })
  })

  it('takes a word with signs in it as its parts side by side', () => {
    expect(parseQuery("GPT-4 don't C++").words).toEqual(['gpt 4', 'don t', 'c'])
  })

  it('knows phrases, also in a typesetter’s quotes', () => {
    expect(parseQuery('"chain of thought" “in context”')).toEqual({ ...empty, phrases: ['chain of thought', 'in context'] })
  })

  it('knows its filters, in any case and order', () => {
    const query = parseQuery('diffusion AUTHOR:"Ada Lovelace" author:hopper cat:cs.CL org:"DeepMind" after:2025-03-18 before:2025-04-01')
    expect(query).toEqual({
      ...empty,
      words: ['diffusion'],
      authors: ['Ada Lovelace', 'hopper'],
      organizations: ['DeepMind'],
      categories: ['cs.CL'],
      after: '2025-03-18',
      before: '2025-04-01',
    })
    expect(describeFilters(query)).toEqual({
      author: 'Ada Lovelace, hopper',
      org: 'DeepMind',
      category: 'cs.CL',
      after: '2025-03-18',
      before: '2025-04-01',
    })
  })

  it('takes a month or a year for its first and last day, and the narrower of two', () => {
    expect(parseQuery('after:2024 before:2024-02')).toMatchObject({ after: '2024-01-01', before: '2024-02-29' })
    expect(parseQuery('after:2024 after:2025 before:2026 before:2025-06-01')).toMatchObject({ after: '2025-01-01', before: '2025-06-01' })
  })
})

describe('what is no syntax is text', () => {
  it.each([
    ['"language model', ['language', 'model']],
    ['author:"ada lovelace', ['author ada', 'lovelace']],
    ['author: after: cat:', ['author', 'after', 'cat']],
    ['after:yesterday', ['after yesterday']],
    ['models AND NOT (trees OR logs)', ['models', 'and', 'not', 'trees', 'or', 'logs']],
    ['NEAR(a b) ^title - * + "" \'', ['near a', 'b', 'title']],
    ['title:attention http://arxiv.org', ['title attention', 'http arxiv org']],
    ['nul\u0000byte \ud800lone \ue000 \u0301', ['nul byte', 'lone']],
  ])('%j', (text, words) => {
    expect(parseQuery(text)).toEqual({ ...empty, words })
  })

  it('whatever is typed, only days and length are ever refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        fc.pre(!/(after|before):"?\d/i.test(text.replaceAll(/[“”„]/g, '"')))
        const { words, phrases } = parseQuery(text)
        return [...words, ...phrases].every((part) => /^[\p{L}\p{N}\p{M} ]+$/u.test(part))
      }),
    )
  })
})

describe('what is refused says why', () => {
  it('a day that does not exist', () => {
    expect(() => parseQuery('after:2025-13-40')).toThrow('"2025-13-40" is not a day')
    expect(() => parseQuery('before:"2025-02-30"')).toThrow('2025-02-30')
  })

  it('a query of ten megabytes, at once', () => {
    expect(() => parseQuery('a '.repeat(5_000_000))).toThrow('10,000,000 characters')
  })
})
