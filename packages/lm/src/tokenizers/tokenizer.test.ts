import { expect, it } from 'vitest'

import { readTokenizer } from './hugging-face.ts'
import { trainWordPiece } from './word-piece.ts'

const json = trainWordPiece(Array(5).fill('the cat, the hat'), { vocabSize: 60 })
const tokenizer = readTokenizer(json)
const [cls, sep] = ['[CLS]', '[SEP]'].map((text) => tokenizer.tokenId(text))

it('adds what the model expects with an empty span at either end, unless told not to', () => {
  const { ids, offsets } = tokenizer.encode('the hat')
  expect([ids[0], ids.at(-1)]).toEqual([cls, sep])
  expect(offsets).toEqual([
    [0, 0],
    [0, 3],
    [4, 7],
    [7, 7],
  ])
  expect(tokenizer.encode('the hat', { addSpecial: false }).offsets).toEqual([
    [0, 3],
    [4, 7],
  ])
})

it('takes special tokens in a text from outside for ordinary text, and adds none', () => {
  expect([...tokenizer.encode('[SEP]', { special: false }).ids]).not.toContain(sep)
  expect([...tokenizer.encode('[SEP]', { addSpecial: false }).ids]).toEqual([sep])
})

it('cuts to a length that counts the added tokens', () => {
  const { ids } = tokenizer.encode('the cat the cat', { maxLengthTokens: 4 })
  expect(Array.from(ids, (id) => tokenizer.tokenText(id))).toEqual(['[CLS]', 'the', 'cat', '[SEP]'])
  expect(tokenizer.encode('the cat', { maxLengthTokens: 1 }).ids).toHaveLength(2)
})

it('leaves special tokens out of a decoded text where asked', () => {
  const { ids } = tokenizer.encode('the cat')
  expect(tokenizer.decode(ids)).toBe('[CLS] the cat [SEP]')
  expect(tokenizer.decode(ids, { skipSpecial: true })).toBe('the cat')
})

it('names an id that is no token', () => {
  expect(() => tokenizer.decode([99_999])).toThrow(
    expect.objectContaining({ code: 'tokenizer-id', message: expect.stringContaining('99999') }),
  )
  expect(() => tokenizer.tokenText(-1)).toThrow(/id -1/)
})

it('finds normalized added tokens in the normalized text', () => {
  const added = [...json.added_tokens, { id: 60, content: 'NEW', normalized: true }, { id: 61, content: 'RAW', normalized: false }]
  const changed = readTokenizer({ ...json, added_tokens: added })
  expect([...changed.encode('new', { addSpecial: false }).ids]).toEqual([60])
  expect([...changed.encode('raw', { addSpecial: false }).ids]).not.toEqual([61])
  expect(changed.tokenText(60)).toBe('NEW')
  expect([changed.isSpecial(60), changed.isSpecial(cls!)]).toEqual([false, true])
})

it('gives the bytes that a token adds, none for special ones', () => {
  expect(new TextDecoder().decode(tokenizer.tokenBytes(tokenizer.tokenId('cat')!))).toBe('cat')
  expect(tokenizer.tokenBytes(cls!)).toHaveLength(0)
})
