import { createRandom, embedding, type Tensor } from '@offprint/engine'
import { expect, it } from 'vitest'

import { logSumExp } from '../generation/distribution.ts'
import { trainCharacters } from '../tokenizers/character.ts'
import { readTokenizer } from '../tokenizers/hugging-face.ts'
import { createHeldOutScorer, prepareHeldOut, textLoss } from './held-out.ts'

const texts = ['abcabcabcabcab', 'c', 'bca', 'abc abc é']
const tokenizer = readTokenizer(trainCharacters(texts, { vocabSize: 12, special: ['<unk>', '|'], minCount: 1 }))
const separator = tokenizer.tokenId('|') as number
const { data: rows } = createRandom(1).normal([12, 12])

/** log p of a bigram table, which no window can change. */
const bigram = (before: number, id: number) => {
  const row = (rows as Float32Array).subarray(before * 12, before * 12 + 12)
  return row[id] - logSumExp(row)
}

it('scores each token of each text once, whatever the windows', async () => {
  let nats = 0
  let tokens = 0
  for (const text of texts) {
    const ids = [separator, ...tokenizer.encode(text, { special: false }).ids]
    for (let i = 1; i < ids.length; i++) nats -= bigram(ids[i - 1], ids[i])
    tokens += ids.length - 1
  }
  const bytes = Buffer.byteLength(texts.join(''))
  for (const lengthTokens of [3, 4, 14, 50]) {
    const heldOut = prepareHeldOut(texts, tokenizer, { separator, lengthTokens, batchSize: 3 })
    using scorer = createHeldOutScorer((table: Tensor, ids: Tensor) => embedding(table, ids), heldOut)
    const scoring = scorer.score({ data: rows, shape: [12, 12], dtype: 'float32' })
    let next = await scoring.next()
    while (!next.done) next = await scoring.next()
    expect(next.value).toMatchObject({ predictedTokens: tokens, predictedBytes: bytes })
    // float32 sums of some forty terms.
    expect(next.value.totalNats / nats).toBeCloseTo(1, 5)
    expect(next.value.bitsPerByte).toBeCloseTo(nats / Math.LN2 / bytes, 4)
  }
})

it('refuses to score nothing', () => {
  expect(() => textLoss(0, { tokenCount: 0, byteCount: 0 })).toThrow(/nothing to score/)
})
