import { expect, it } from 'vitest'

import { Lexicon } from './lexicon.ts'
import { lexiconSegmenter, vocabularyOf } from './segmenter.ts'

const lexicon = new Lexicon()
for (const text of ['ab', 'b', 'abc']) lexicon.append(text)

it('cuts a sentence with the units of the lexicon', () => {
  expect(lexiconSegmenter(lexicon, 12).segment('abcab!')).toEqual(['abc', 'ab', '!'])
})

it('adds the characters that LiB never took or has forgotten, after its units', () => {
  expect(vocabularyOf(lexicon, ['abcd']).units.map((unit) => unit.text)).toEqual(['ab', 'b', 'abc', 'a', 'c', 'd'])
})

it('keeps the best ranked units and every character where it must be smaller', () => {
  expect(vocabularyOf(lexicon, ['abcd'], 5).units.map((unit) => unit.text)).toEqual(['ab', 'b', 'a', 'c', 'd'])
})
