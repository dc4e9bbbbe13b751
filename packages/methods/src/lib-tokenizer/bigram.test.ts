import { expect, it } from 'vitest'

import { trainBigram } from './bigram.ts'

const bitsOf = trainBigram(
  [
    ['a', 'b'],
    ['a', 'b'],
    ['a', 'c'],
  ],
  3,
)

it('is a distribution: what may follow a piece sums to 1', () => {
  const vocabulary = ['a', 'b', 'c']
  const probability = (next: string) => 2 ** -(bitsOf(['a', next]) - startBits('a') - endBits(next))
  const end = 2 ** -(bitsOf(['a']) - startBits('a'))
  expect(vocabulary.reduce((sum, next) => sum + probability(next), end)).toBeCloseTo(1, 10)
})

/** Bits of the end after a piece: its sentence without the step from the start. */
function endBits(piece: string): number {
  return bitsOf([piece]) - startBits(piece)
}

function startBits(piece: string): number {
  // The start is the empty piece; three sentences start with "a": (3 - 0.75) / 3 + 0.25 * unigram; others only by the unigram.
  const counts: Record<string, number> = { a: 3, b: 2, c: 1, '': 3 }
  const total = 9
  const unigram = (Math.max((counts[piece] ?? 0) - 0.75, 0) + 0.75 * 4 * (1 / 4)) / total
  return -Math.log2(((piece === 'a' ? 3 - 0.75 : 0) + 0.75 * 1 * unigram) / 3)
}

it('finds what it has seen more likely than what it has not', () => {
  expect(bitsOf(['a', 'b'])).toBeLessThan(bitsOf(['a', 'c']))
  expect(bitsOf(['a', 'c'])).toBeLessThan(bitsOf(['c', 'a']))
})

it('gives a finite cost to a piece that was never seen', () => {
  expect(bitsOf(['z'])).toBeGreaterThan(0)
  expect(Number.isFinite(bitsOf(['z']))).toBe(true)
})
