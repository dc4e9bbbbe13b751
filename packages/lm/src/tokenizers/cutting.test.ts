import { expect, it } from 'vitest'

import { type CutBehavior, cutMatches } from './cutting.ts'

const cut = (text: string, pattern: RegExp, behavior: CutBehavior, invert = false) =>
  cutMatches({ text, offset: 0 }, pattern, behavior, invert)

// The example of the reference's documentation: "the-final--countdown" cut at "-".
it.each<[CutBehavior, string[]]>([
  ['Removed', ['the', 'final', 'countdown']],
  ['Isolated', ['the', '-', 'final', '-', '-', 'countdown']],
  ['MergedWithPrevious', ['the-', 'final-', '-', 'countdown']],
  ['MergedWithNext', ['the', '-final', '-', '-countdown']],
  ['Contiguous', ['the', '-', 'final', '--', 'countdown']],
])('cuts %s', (behavior, pieces) => {
  const parts = cut('the-final--countdown', /-/g, behavior)
  expect(parts.map(({ text }) => text)).toEqual(pieces)
  for (const part of parts) expect('the-final--countdown'.startsWith(part.text, part.offset)).toBe(true)
})

it('cuts between the matches where it is inverted', () => {
  expect(cut('ab, cd', /\w+/g, 'Removed', true).map(({ text, offset }) => [text, offset])).toEqual([
    ['ab', 0],
    ['cd', 4],
  ])
})

it('does not take an equal letter before its match for it', () => {
  expect(cut('a 1a', /(?<=1)a/g, 'Isolated').map(({ text, offset }) => [text, offset])).toEqual([
    ['a 1', 0],
    ['a', 3],
  ])
})
