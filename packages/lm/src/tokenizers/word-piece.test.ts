import { expect, it } from 'vitest'

import { readTokenizer } from './hugging-face.ts'
import { readWordPiece, trainWordPiece } from './word-piece.ts'

const vocab = { '[UNK]': 0, un: 1, '##aff': 2, '##able': 3, '##a': 4, able: 5 }

it('takes the longest token first, from left to right', () => {
  const model = readWordPiece({ vocab, unk_token: '[UNK]' })
  expect(model.tokenize('unaffable')).toEqual({ ids: [1, 2, 3], starts: [0, 2, 5], ends: [2, 5, 9] })
  expect(model.tokenize('unax')).toEqual({ ids: [0], starts: [0], ends: [4] })
})

it('knows no word that is too long, counted in characters', () => {
  const model = readWordPiece({ vocab: { ...vocab, '🎉': 6, '##🎉': 7 }, unk_token: '[UNK]', max_input_chars_per_word: 3 })
  expect(model.tokenize('🎉🎉🎉').ids).toEqual([6, 7, 7])
  expect(model.tokenize('able').ids).toEqual([0])
})

it('needs its own unknown token', () => {
  expect(() => readWordPiece({ vocab: { a: 0 }, unk_token: '[UNK]' })).toThrow(/lacks its own unknown token \[UNK\]/)
})

it('learns frequent words whole, in lower case, and puts [CLS] and [SEP] around a text', () => {
  const json = trainWordPiece(Array(10).fill('The cat, the hat!'), { vocabSize: 40 })
  const tokenizer = readTokenizer(json)
  const texts = (ids: ArrayLike<number>) => Array.from(ids, (id) => tokenizer.tokenText(id))
  expect(texts(tokenizer.encode('THE hat.').ids)).toEqual(['[CLS]', 'the', 'hat', '[UNK]', '[SEP]'])
  expect(texts(tokenizer.encodePair('the', 'cat').ids)).toEqual(['[CLS]', 'the', '[SEP]', 'cat', '[SEP]'])
  expect([...tokenizer.encodePair('the', 'cat').typeIds]).toEqual([0, 0, 0, 1, 1])
  expect(() => trainWordPiece(['a a'], { vocabSize: 40, special: ['x'] })).toThrow(/needs \[UNK\]/)
})
