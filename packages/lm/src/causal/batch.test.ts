import { expect, it } from 'vitest'

import { batchesWithin, checkSequences, padBatch, stackRows } from './batch.ts'

it('pads on the side that is asked for and counts real tokens from where each sequence stands', () => {
  const sequences = [[7, 8, 9], [5]]
  const left = padBatch(sequences, 'left', [0, 4])
  expect([...left.ids.data]).toEqual([7, 8, 9, 0, 0, 5])
  expect([...stackRows(left.mask).data]).toEqual([1, 1, 1, 0, 0, 1])
  expect([...left.positions[1]]).toEqual([0, 0, 4])
  expect([...padBatch(sequences, 'right').ids.data]).toEqual([7, 8, 9, 5, 0, 0])
})

it('puts sequences of similar length together, within a number of places', () => {
  const lengths = [3, 10, 4, 9, 1, 12]
  const batches = batchesWithin(
    lengths.map((length) => Array(length).fill(0)),
    20,
  )
  expect(batches).toEqual([[5], [1, 3], [2, 0, 4]])
  for (const batch of batches) expect(batch.length === 1 || batch.length * Math.max(...batch.map((row) => lengths[row])) <= 20).toBe(true)
  // A sequence longer than that still has a batch of its own.
  expect(batchesWithin([Array(50)], 20)).toEqual([[0]])
})

it('refuses what a model cannot take', () => {
  const sizes = { maxLengthTokens: 4, vocabSize: 10 } as never
  expect(() => checkSequences([[1], []], sizes, 0)).toThrow(/is empty/)
  expect(() => checkSequences([[1, 2]], sizes, 3)).toThrow(/5 tokens are more than the 4/)
  for (const id of [10, -1, Number.NaN]) expect(() => checkSequences([[1, id]], sizes, 0)).toThrow(/outside the vocabulary of 10/)
  expect(() => checkSequences([[9, 0, 1, 2]], sizes, 0)).not.toThrow()
})
