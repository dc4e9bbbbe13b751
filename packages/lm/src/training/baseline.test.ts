import { expect, it } from 'vitest'

import { trainByteBpe } from '../tokenizers/byte-bpe.ts'
import { readTokenizer } from '../tokenizers/hugging-face.ts'
import { nGramBaselines } from './baseline.ts'

const training = Array.from({ length: 60 }, (_, i) => `The cat number ${i % 7} sees the dog number ${i % 5}.`)
const heldOut = ['The cat number 3 sees the dog number 2.']
const tokenizerJson = trainByteBpe(training, { vocabSize: 280, special: ['<|endoftext|>'] })
const corpus = { file: '', sha256: '', documentCount: 61, training, heldOut, tokenizerJson, tokenizer: readTokenizer(tokenizerJson) }

it('predicts better with all of the text than with the first tokens of it, and counts no token twice', () => {
  const { sameTokens, allTokens, allTokenCount } = nGramBaselines(corpus, 200, 0)
  expect(allTokens.bitsPerByte).toBeLessThan(sameTokens.bitsPerByte)
  expect(allTokens.predictedBytes).toBe(Buffer.byteLength(heldOut[0]))
  expect(nGramBaselines(corpus, 10 * allTokenCount, 0).sameTokens).toEqual(allTokens)
})
