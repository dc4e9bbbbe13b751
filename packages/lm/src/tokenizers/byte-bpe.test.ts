import { expect, it } from 'vitest'

import { byteLevelModel, trainByteBpe } from './byte-bpe.ts'
import { readTokenizer } from './hugging-face.ts'

const texts = Array(20).fill('the cat in the hat, that cat')

it('learns frequent words with their space, and knows every byte', () => {
  const tokenizer = readTokenizer(trainByteBpe(texts, { vocabSize: 280, special: ['<|end|>'] }))
  expect(tokenizer.vocabSize).toBeLessThanOrEqual(280)
  expect([...tokenizer.encode('the cat<|end|>').ids].map((id) => tokenizer.tokenText(id))).toEqual(['the', 'Ġcat', '<|end|>'])
  expect(tokenizer.decode(tokenizer.encode('日本\0🎉\ufeff').ids)).toBe('日本\0🎉\ufeff')
})

it('is the same whatever the order of the texts', () => {
  const other = ['a rose is a rose', ...texts]
  expect(trainByteBpe(other.toReversed(), { vocabSize: 300 })).toEqual(trainByteBpe(other, { vocabSize: 300 }))
})

it('refuses a size without room for the bytes, and no text at all', () => {
  expect(() => trainByteBpe(texts, { vocabSize: 256, special: ['<|end|>'] })).toThrow(/ask for at least 257/)
  expect(() => trainByteBpe([], { vocabSize: 300 })).toThrow(/no text/)
})

it('lets a token that is part of a character stand for all of it', () => {
  const model = byteLevelModel({
    vocab: { texts: [], ids: new Map() },
    tokenize: (piece) => ({ ids: [1, 2], starts: [0, 2], ends: [2, piece.length] }),
  })
  // a and é are three bytes: the first token has a and half of é
  expect(model.tokenize('aé')).toEqual({ ids: [1, 2], starts: [0, 1], ends: [2, 2] })
})
