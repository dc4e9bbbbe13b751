import { expect, it } from 'vitest'

import { kindOf, wordSetOf } from './unit-kinds.ts'

const words = wordSetOf(['The House of Representatives, of the people.', 'the house'])

it('tells a word from several words from a part', () => {
  expect(kindOf(' the', words)).toBe('word')
  expect(kindOf('house,', words)).toBe('word')
  expect(kindOf(' of the ', words)).toBe('several words')
  expect(kindOf('peop', words)).toBe('part of a word')
})

it('calls a unit that reaches over a border, and a mark alone, a part', () => {
  expect(kindOf('f the', words)).toBe('part of a word')
  expect(kindOf(', ', words)).toBe('part of a word')
})
