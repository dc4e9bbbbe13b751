import { expect, it } from 'vitest'

import { f1Of, scoreUtterance } from './segmentation-scores.ts'

it('counts borders with the end and without it, and words by their spelling', () => {
  // ends of the words: 3 6 11; of the chunks: 6 8 11. Two of three borders, one of two inside.
  const counts = scoreUtterance(['see', 'the', 'doggy'], ['seethe', 'do', 'ggy'])
  expect(counts.boundary).toEqual({ hits: 2, found: 3, there: 3 })
  expect(counts.inner).toEqual({ hits: 1, found: 2, there: 2 })
  expect(counts.word).toEqual({ hits: 0, found: 3, there: 3 })
})

it('is 1 for the words themselves and 0 where nothing is right', () => {
  const words = ['a', 'bird']
  expect(f1Of([scoreUtterance(words, words).boundary])).toBe(1)
  expect(f1Of([scoreUtterance(words, words).word])).toBe(1)
  expect(f1Of([scoreUtterance(words, ['abird']).inner])).toBe(0)
})

it('is the harmonic mean of precision and recall over all utterances together', () => {
  // precision 3 / 4, recall 3 / 6: 2 * 0.75 * 0.5 / 1.25 = 0.6
  const counts = [
    { hits: 1, found: 2, there: 3 },
    { hits: 2, found: 2, there: 3 },
  ]
  expect(f1Of(counts)).toBeCloseTo(0.6, 12)
})
