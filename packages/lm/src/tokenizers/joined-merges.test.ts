import { expect, it } from 'vitest'

import { joinedMerges } from './joined-merges.ts'

const texts = ['a', 'b', 'ab', 'ba', 'abab']
const merges = joinedMerges(texts, new Map(texts.map((text, id) => [text, id])), (id) => 10 - id)

it('merges two tokens into the token that their texts make, with its rank', () => {
  const slot = merges.find(0, 1)
  expect([merges.table.id(slot), merges.table.rank(slot)]).toEqual([2, 8])
  expect(merges.table.id(merges.find(2, 2))).toBe(4)
})

it('finds nothing where there is no such token, the second time too', () => {
  expect([merges.find(0, 0), merges.find(0, 0), merges.find(4, 4)]).toEqual([-1, -1, -1])
})
