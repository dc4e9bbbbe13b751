import { expect, it } from 'vitest'

import { Lexicon } from './lexicon.ts'
import { segment, subchunks } from './segmentation.ts'

function lexiconOf(...texts: string[]): Lexicon {
  const lexicon = new Lexicon()
  for (const text of texts) lexicon.append(text)
  return lexicon
}

const cut = (lexicon: Lexicon, text: string, maxLength = 10) => segment(lexicon, text, maxLength).map((chunk) => chunk.text)
const split = (lexicon: Lexicon, text: string) => subchunks(lexicon, { text, unit: lexicon.find(text) }).map((chunk) => chunk.text)

it('takes the longest match from the left, even where that strands the rest', () => {
  expect(cut(lexiconOf('now', 'no', 'what', 'h', 'at'), 'nowhat')).toEqual(['now', 'h', 'at'])
})

it('gives an unknown character by itself, without a unit', () => {
  expect(segment(lexiconOf('a'), 'a😀a', 10).map(({ text, unit }) => [text, unit?.text])).toEqual([
    ['a', 'a'],
    ['😀', undefined],
    ['a', 'a'],
  ])
})

it('matches no more characters than it is told', () => {
  expect(cut(lexiconOf('a', 'ab', 'abc'), 'abc', 2)).toEqual(['ab', 'c'])
})

it('splits a chunk where both parts outrank it, and not where one does not', () => {
  expect(split(lexiconOf('you', 'want', 'youwant'), 'youwant')).toEqual(['you', 'want'])
  expect(split(lexiconOf('you', 'youwant', 'want'), 'youwant')).toEqual(['youwant'])
})

it('chooses the split whose first part ranks best', () => {
  expect(split(lexiconOf('a', 'bcd', 'ab', 'cd', 'abcd'), 'abcd')).toEqual(['a', 'bcd'])
  expect(split(lexiconOf('ab', 'cd', 'a', 'bcd', 'abcd'), 'abcd')).toEqual(['ab', 'cd'])
})

it('splits two levels deep, no deeper', () => {
  expect(split(lexiconOf(...'abcdefgh', 'ab', 'cd', 'ef', 'gh', 'abcd', 'efgh', 'abcdefgh'), 'abcdefgh')).toEqual(['ab', 'cd', 'ef', 'gh'])
})
