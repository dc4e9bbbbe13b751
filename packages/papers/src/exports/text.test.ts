import { expect, it } from 'vitest'

import { paperWith } from './sample-papers.ts'
import { citationKey, dateParts, paperUrl, plainText, sourceUrl, splitName } from './text.ts'

it('plain text is one line of characters that every format can hold', () => {
  expect(plainText(' a\n\tb\u0000c\u0085d \u0001 \ud800 \uffff')).toBe('a bcd \ufffd')
})

it.each([
  ['Ada Lovelace', 'Lovelace', 'Ada'],
  ['Ludwig van Beethoven', 'van Beethoven', 'Ludwig'],
  ['Guido van der Meer', 'van der Meer', 'Guido'],
  ['Van Morrison', 'Morrison', 'Van'],
  ['DeepSeek-AI', 'DeepSeek-AI', ''],
])('%s is %s, %s', (name, family, given) => {
  expect(splitName(name)).toEqual({ family, given })
})

it('a citation key is ASCII, and differs where the id does', () => {
  expect(citationKey(paperWith({ authors: ['Łukasz Müller'] }))).toBe('muller2025-2501.00001')
  expect(citationKey(paperWith({ authors: ['王小明'], id: 'doi:10.1/x(y)', publishedAt: null, feedDay: null }))).toBe('paper-doi-10.1-x-y-')
})

it('a paper is read at its DOI, else at arXiv, else here; slashes and colons of an id stay', () => {
  const here = 'https://papers.example'
  expect(sourceUrl(paperWith({ doi: '10.1000/1' }), here)).toBe('https://doi.org/10.1000/1')
  expect(sourceUrl(paperWith({}), here)).toBe('https://arxiv.org/abs/2501.00001')
  expect(sourceUrl(paperWith({ arxivId: null }), here)).toBe('https://papers.example/papers/2501.00001')
  expect(paperUrl(paperWith({ id: 'doi:10.1/a b' }), here)).toBe('https://papers.example/papers/doi:10.1/a%20b')
})

it('a date is as much as is known of it', () => {
  expect(dateParts(paperWith({ publishedAt: null }))).toEqual([2025, 1, 3])
  expect(dateParts(paperWith({ publishedAt: null, feedDay: null }))).toEqual([])
})
