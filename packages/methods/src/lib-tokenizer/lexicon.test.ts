import { expect, it } from 'vitest'

import { createRandom } from '../random.ts'
import { charactersOf, Lexicon, type Unit } from './lexicon.ts'

function lexiconOf(...texts: string[]): Lexicon {
  const lexicon = new Lexicon()
  for (const text of texts) lexicon.append(text)
  return lexicon
}

const textsOf = (lexicon: Lexicon) => lexicon.units.map((unit) => unit.text)

it('appends at the tail and knows a text only once', () => {
  const lexicon = lexiconOf('a', 'b', 'a')
  expect(textsOf(lexicon)).toEqual(['a', 'b'])
  expect(lexicon.find('b')?.rank).toBe(1)
})

it('moves a unit by int(rank * rate) + 1 places, the others making room', () => {
  const lexicon = lexiconOf(...'abcdefgh')
  lexicon.promote(lexicon.find('g')!, 0.2) // rank 6: int(1.2) + 1 = 2 places
  expect(textsOf(lexicon).join('')).toBe('abcdgefh')
  lexicon.demote(lexicon.find('b')!, 0.2) // rank 1: int(0.2) + 1 = 1 place
  expect(textsOf(lexicon).join('')).toBe('acbdgefh')
})

it('never moves the unit at the head', () => {
  const lexicon = lexiconOf('a', 'b')
  lexicon.demote(lexicon.find('a')!, 0.2)
  lexicon.promote(lexicon.find('a')!, 0.2)
  expect(textsOf(lexicon)).toEqual(['a', 'b'])
})

it('forgets a unit that is demoted past the end, in the list, the index and the trie', () => {
  const lexicon = lexiconOf('a', 'b', 'bc')
  expect(lexicon.demote(lexicon.find('bc')!, 0.2)).toBe(false)
  expect(textsOf(lexicon)).toEqual(['a', 'b'])
  expect(lexicon.find('bc')).toBeUndefined()
  expect(lexicon.longest(charactersOf('bcd'), 0, 3)?.text).toBe('b')
})

it('keeps longer and shorter units when one between them is removed', () => {
  const lexicon = lexiconOf('a', 'ab', 'abc', 'z')
  lexicon.remove([lexicon.find('ab')!])
  expect(textsOf(lexicon)).toEqual(['a', 'abc', 'z'])
  expect(lexicon.units.map((unit) => unit.rank)).toEqual([0, 1, 2])
  expect(lexicon.longestTwo(charactersOf('abcd'), 0, 4).map((unit) => unit?.text)).toEqual(['abc', 'a'])
})

it('finds the longest and the second longest within the limit, in whole characters', () => {
  const lexicon = lexiconOf('👍', '👍🏽', '👍🏽!')
  const text = charactersOf('👍🏽!')
  expect(lexicon.longestTwo(text, 0, 3).map((unit) => unit?.text)).toEqual(['👍🏽!', '👍🏽'])
  expect(lexicon.longestTwo(text, 0, 2).map((unit) => unit?.text)).toEqual(['👍🏽', '👍'])
  expect(lexicon.longestTwo(text, 2, 3)).toEqual([undefined, undefined])
})

it('agrees with a plain list under a thousand random moves', () => {
  const random = createRandom('moves')
  const lexicon = lexiconOf(...Array.from({ length: 40 }, (_, i) => `u${i}`))
  let plain = textsOf(lexicon)
  for (let i = 0; i < 1000 && plain.length > 5; i++) {
    const unit = lexicon.units[random.integer(lexicon.size)] as Unit
    const up = random.next() < 0.6
    plain = movedPlainly(plain, unit.text, up)
    if (up) lexicon.promote(unit, 0.2)
    else lexicon.demote(unit, 0.2)
    expect(textsOf(lexicon)).toEqual(plain)
  }
  expect(lexicon.units.every((unit, rank) => unit.rank === rank)).toBe(true)
})

function movedPlainly(list: readonly string[], text: string, up: boolean): string[] {
  const from = list.indexOf(text)
  if (from === 0) return [...list]
  const step = Math.trunc(from * 0.2) + 1
  const rest = list.filter((other) => other !== text)
  const to = up ? from - step : from + step
  return to > rest.length ? rest : [...rest.slice(0, to), text, ...rest.slice(to)]
}
