import fc from 'fast-check'
import { expect, it } from 'vitest'

import { VocabularyTrie } from './trie.ts'

it('finds the tokens that a text begins with, shortest first', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '🎉'), maxLength: 5 })
  fc.assert(
    fc.property(fc.uniqueArray(word), word, fc.nat(3), (words, text, start) => {
      const trie = new VocabularyTrie(new Map(words.map((token, id) => [token, id])))
      const found: string[] = []
      trie.prefixes(text, start, (end, id) => {
        expect(text.slice(start, end)).toBe(words[id])
        found.push(words[id])
      })
      const expected = words.filter((token) => token !== '' && text.startsWith(token, start) && start < text.length)
      expect(found).toEqual(expected.sort((a, b) => a.length - b.length))
    }),
  )
})
