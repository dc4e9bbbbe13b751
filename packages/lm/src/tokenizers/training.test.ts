import { expect, it } from 'vitest'

import { checkRoom, countCharacters, countPieces } from './training.ts'

it('counts characters, the most frequent first, equals by code point', () => {
  expect(
    countCharacters(
      new Map([
        ['ba🎉', 2],
        ['b', 1],
      ]),
    ),
  ).toEqual([
    ['b', 3],
    ['a', 2],
    ['🎉', 2],
  ])
})

it('counts what the cut gives and refuses no text', () => {
  expect(countPieces(['a b', 'b'], (text) => text.split(' '))).toEqual(
    new Map([
      ['a', 1],
      ['b', 2],
    ]),
  )
  expect(() => countPieces([], () => [])).toThrow(/no text/)
})

it('takes only whole sizes', () => {
  expect(() => checkRoom(10.5, 3, 'x')).toThrow(/10.5 tokens has no room/)
})
