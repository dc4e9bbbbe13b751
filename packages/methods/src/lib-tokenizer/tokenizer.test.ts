import fc from 'fast-check'
import { expect, it } from 'vitest'

import { createTokenizer } from './tokenizer.ts'

const tokenizer = createTokenizer(['a', ' the', 'the ', 'é', 'cat', '日本'])

it('gives back every text, unseen characters as their bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(tokenizer.decode(tokenizer.encode(text).ids)).toBe(text.toWellFormed())
    }),
  )
})

it('numbers bytes first and units by rank after them', () => {
  expect([...tokenizer.encode('cat!').ids]).toEqual([260, '!'.charCodeAt(0)])
  expect(tokenizer.vocabSize).toBe(262)
})

it('gives offsets in UTF-16 units, the bytes of a character sharing its span', () => {
  expect(tokenizer.encode('a😀é').offsets).toEqual([[0, 1], ...Array(4).fill([1, 3]), [3, 4]])
})

it('names every token and finds it by its name', () => {
  for (let id = 0; id < tokenizer.vocabSize; id++) expect(tokenizer.tokenId(tokenizer.tokenText(id))).toBe(id)
  expect(tokenizer.tokenId('dog')).toBeUndefined()
})

it('refuses an id outside the vocabulary', () => {
  expect(() => tokenizer.decode([262])).toThrow('ids go from 0 to 261')
})
