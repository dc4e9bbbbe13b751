import { expect, it } from 'vitest'

import { fuse } from './fusion.ts'

const list = (...seqs: number[]) => seqs.map((seq) => ({ seq }))

it('adds the reciprocal ranks of a paper over the lists', () => {
  // 2 stands second and first: 1/62 + 1/61. 1 stands first only: 1/61. 3 stands second only: 1/62.
  expect(fuse([list(1, 2), list(2, 3)])).toEqual([
    { seq: 2, score: 1 / 62 + 1 / 61 },
    { seq: 1, score: 1 / 61 },
    { seq: 3, score: 1 / 62 },
  ])
})

it('leaves a single list in its order', () => {
  expect(fuse([list(5, 3, 9), []]).map(({ seq }) => seq)).toEqual([5, 3, 9])
})

it('does not care which list comes first', () => {
  expect(fuse([list(1, 2, 3), list(3, 4)])).toEqual(fuse([list(3, 4), list(1, 2, 3)]))
})
