import { expect, it } from 'vitest'

import { createBm25, ranksByVectors, ranksByWords, retrievalOf } from './retrieval.ts'

it('counts first places and mean reciprocal ranks', () => {
  expect(retrievalOf([1, 2, 4, 1])).toEqual({ accuracyAt1: 0.5, meanReciprocalRank: (1 + 0.5 + 0.25 + 1) / 4, n: 4 })
  expect(() => retrievalOf([])).toThrow(/no queries/)
})

it('ranks by inner product, ties against the query', () => {
  // Query 0 scores [1, 0, 1]: its own text ties with text 2. Query 1 scores [0, 2, 0]. Query 2 scores [3, 0, 3].
  const queries = Float32Array.of(1, 0, 0, 2, 3, 0)
  const texts = Float32Array.of(1, 0, 0, 1, 1, 0)
  expect([...ranksByVectors(queries, texts, 2)]).toEqual([2, 1, 2])
  expect(() => ranksByVectors(queries, texts.subarray(2), 2)).toThrow(/3 queries and 2 texts/)
})

it('scores as the formula worked by hand', () => {
  // Three texts of 3, 1 and 2 words, mean 2. "cat" is in two of them: idf = ln(1 + 1.5/2.5) = ln 1.6.
  const scores = createBm25(['cat cat dog', 'dog', 'A Cat'])('cat')
  const term = (frequency: number, length: number) => (Math.log(1.6) * frequency * 2.2) / (frequency + 1.2 * (0.25 + (0.75 * length) / 2))
  expect([...scores]).toEqual([expect.closeTo(term(2, 3), 12), 0, expect.closeTo(term(1, 2), 12)])
})

it('finds the text that shares the rare word', () => {
  expect([...ranksByWords(['the cat', 'the dog', 'a fish'], ['the cat sat', 'the dog ran', 'nothing'])]).toEqual([1, 1, 3])
})
