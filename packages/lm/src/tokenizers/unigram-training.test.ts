import { expect, it } from 'vitest'

import { readTokenizer } from './hugging-face.ts'
import { trainUnigram } from './unigram-training.ts'

const texts = Array.from({ length: 40 }, (_, i) => ['the cat sat', 'the hat', 'that cat', 'a cat in the hat'][i % 4])

it('finds the words of a small text, and keeps all its characters', () => {
  const json = trainUnigram(texts, { vocabSize: 18 })
  const tokenizer = readTokenizer(json)
  expect(tokenizer.vocabSize).toBe(18)
  expect([...tokenizer.encode('the cat').ids].map((id) => tokenizer.tokenText(id))).toEqual(['▁the', '▁cat'])
  for (const character of 'thecasin▁') expect(tokenizer.tokenId(character)).toBeDefined()
})

it('gives probabilities: they sum to at most one', () => {
  const { vocab } = trainUnigram(texts, { vocabSize: 18 }).model as unknown as { vocab: [string, number][] }
  const sum = vocab.slice(1).reduce((total, [, score]) => total + Math.exp(score), 0)
  expect(sum).toBeCloseTo(1, 6)
})

it('is the same whatever the order of the texts', () => {
  expect(trainUnigram(texts.toReversed(), { vocabSize: 18 })).toEqual(trainUnigram(texts, { vocabSize: 18 }))
})

it('leaves out characters that are too rare, and says what it needs', () => {
  expect(readTokenizer(trainUnigram([...texts, 'é'], { vocabSize: 18 })).tokenId('é')).toBeUndefined()
  expect(() => trainUnigram(texts, { vocabSize: 5 })).toThrow(/has no room for 9 characters and 1 special tokens/)
  expect(() => trainUnigram([''], { vocabSize: 5 })).toThrow(/no text/)
  expect(() => trainUnigram(texts, { vocabSize: 18, special: ['<s>'] })).toThrow(/needs <unk>/)
})
