import { expect, it } from 'vitest'

import { trainWords, wordsOf } from './words.ts'

it('keeps the space with the word after it and marks apart', () => {
  expect(wordsOf("It's 12 o'clock,  she said.\n")).toEqual(["It's", ' 12', " o'clock", ',', ' ', ' she', ' said', '.', '\n'])
})

it('finds Chinese words in a text without spaces and loses nothing', () => {
  const words = wordsOf('人人生而自由。', 'zh')
  expect(words.join('')).toBe('人人生而自由。')
  expect(words).toContain('自由')
})

it('keeps every character and the commonest words, and spells the others', () => {
  const { units, segment } = trainWords(['the cat the cow', 'the end'], 12, (sentence) => wordsOf(sentence))
  expect(units).toHaveLength(12)
  expect(segment('the dot')).toEqual(['the', ' ', 'd', 'o', 't'])
})
