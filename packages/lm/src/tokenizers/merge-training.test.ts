import { expect, it } from 'vitest'

import { learnMerges } from './merge-training.ts'

/** Words of letters as symbols: a = 0, b = 1 … */
function learn(words: Record<string, number>, merges: number, minCount = 1) {
  const names = ['a', 'b', 'c', 'd']
  const counted = Object.entries(words).map(([word, count]) => ({ symbols: Array.from(word, (letter) => names.indexOf(letter)), count }))
  const learned = learnMerges(counted, merges, minCount, (left, right) => names.push(names[left] + names[right]) - 1)
  return learned.map(({ id }) => names[id])
}

it('learns the example of Wikipedia: aaabdaaabac becomes XdXac', () => {
  // aa (4), then of ab and (aa)a, twice each, ab with the smaller ids, then (aa)(ab)
  expect(learn({ aaabdaaabac: 1 }, 3)).toEqual(['aa', 'ab', 'aaab'])
})

it('counts a word as often as it occurs', () => {
  expect(learn({ ab: 2, cd: 3 }, 1)).toEqual(['cd'])
})

it('stops where no pair occurs often enough', () => {
  expect(learn({ ab: 2, cd: 3 }, 9, 3)).toEqual(['cd'])
  expect(learn({ abc: 1 }, 9)).toEqual(['ab', 'abc'])
})

it('counts overlapping pairs as they will be merged: after aa, aaa has one pair left', () => {
  expect(learn({ aaa: 5, bcbc: 4 }, 3)).toEqual(['aa', 'bc', 'aaa'])
})
