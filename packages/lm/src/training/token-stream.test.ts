import { expect, it } from 'vitest'

import { trainCharacters } from '../tokenizers/character.ts'
import { readTokenizer } from '../tokenizers/hugging-face.ts'
import { createTokenStream, streamBatches } from './token-stream.ts'

const texts = ['abc', 'ab', 'cab']
const tokenizer = readTokenizer(trainCharacters(texts, { vocabSize: 10, special: ['<unk>', '|'], minCount: 1 }))
const separator = tokenizer.tokenId('|') as number
const decode = (ids: ArrayLike<number>) => Array.from(ids, (id) => tokenizer.tokenText(id)).join('')

it('is each text behind a separator, encoded as far as asked for, and begins again at its end', () => {
  const stream = createTokenStream(texts, tokenizer, separator)
  expect(decode(stream.read(0, 6))).toBe('|abc|a')
  expect(decode(stream.readOnce(3))).toBe('|ab')
  expect(decode(stream.read(0, 15))).toBe('|abc|ab|cab|abc')
  expect(decode(stream.readOnce(99))).toBe('|abc|ab|cab')
  expect(decode(stream.read(2, 4))).toBe('bc|a')
})

it('gives the batch of a step in the order of the stream, whatever was read before', () => {
  const batchAt = streamBatches(createTokenStream(texts, tokenizer, separator), { batchSize: 2, length: 3 })
  const later = batchAt(1)
  expect(later.ids.shape).toEqual([2, 3])
  expect(decode(later.ids.data as Int32Array)).toBe('b|cab|')
  expect(decode(later.targets.data as Int32Array)).toBe('|cab|a')
  expect(decode(batchAt(0).ids.data as Int32Array)).toBe('|abc|a')
})
