import { expect, it } from 'vitest'

import { createTinyModel } from '../../testing/tiny-model.ts'
import { createSpelling, tokenText } from './token-text.ts'

const { tokenizer } = createTinyModel()

it('spells a text so that the tokens begin where they stand', () => {
  const text = 'a café – 你好 😀 the end'
  const { ids, offsets } = tokenizer.encode(text)
  const spelled = Array.from(ids, createSpelling(tokenizer, true))
  expect(spelled.map(({ added }) => added).join('')).toBe(text)
  spelled.forEach(({ start, text: token }, i) => {
    // Inside a character spans differ: offsets say the whole character, bytes stand where it begins.
    if (!token.startsWith('bytes:')) expect(start).toBe(offsets[i][0])
  })
})

it('gives parts of characters as bytes, so that no two tokens look alike', () => {
  const texts = Array.from({ length: tokenizer.vocabSize }, (_, id) => tokenText(tokenizer, id).text)
  expect(new Set(texts).size).toBe(tokenizer.vocabSize)
  const [first] = tokenizer.encode('😀').ids
  expect(tokenText(tokenizer, first)).toEqual({ text: 'bytes:\\xf0', bytes: [0xf0] })
})

it('names special tokens, which are in prompts and not in answers', () => {
  expect(tokenText(tokenizer, 0)).toEqual({ text: '<|end|>', bytes: null })
  const [the] = tokenizer.encode('the').ids
  const starts = (shown: boolean) => [the, 0, the].map(createSpelling(tokenizer, shown)).map(({ start }) => start)
  expect(starts(true)).toEqual([0, 3, 10])
  expect(starts(false)).toEqual([0, 3, 3])
})

it('names rows that are no token', () => {
  expect(tokenText(tokenizer, tokenizer.vocabSize + 3)).toEqual({ text: `<unused ${tokenizer.vocabSize + 3}>`, bytes: null })
})
