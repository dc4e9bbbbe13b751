import { expect, it } from 'vitest'

import type { Segmenter } from './segmenter.ts'
import { scoreVocabulary } from './vocabulary-scores.ts'

const letters: Segmenter = { name: 'letters', units: ['a', 'b'], segment: (sentence) => [...sentence] }

it('counts tokens, types and characters of each document, an unseen character as its bytes', () => {
  const { documents, allTypes } = scoreVocabulary(letters, ['ab'], ['aab', 'aé'])
  expect(documents.map(({ characters, tokens, types }) => [characters, tokens, types])).toEqual([
    [3, 3, 2],
    [2, 3, 3],
  ])
  expect(allTypes).toBe(4)
})

it('finds text like the training text cheaper in bits', () => {
  const training = ['ababababab.']
  const { documents } = scoreVocabulary(letters, training, ['ababab', 'bbaaab'])
  expect(documents[0].bits).toBeLessThan(documents[1].bits)
})
