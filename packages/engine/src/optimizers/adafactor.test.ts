import { expect, it } from 'vitest'
import { scaleByAdafactor } from './adafactor.ts'

it('keeps m + n numbers of a matrix and divides by the outer product of row and column means on the first step', () => {
  // β2 is 0 at step 1. g² = [[1, 4], [9, 36]]: row means 2.5, 22.5; column means 5, 20; mean of rows 12.5; v = r cᵀ / mean = g² exactly (rank one).
  const transform = scaleByAdafactor({ clipThreshold: Number.POSITIVE_INFINITY })
  const parameters = [{ path: 'w', shape: [2, 2], data: new Float32Array(4) }]
  const state = transform.init(parameters)
  const update = new Float32Array([1, -2, 3, -6])
  transform.update([update], state, parameters)
  expect([...update]).toEqual([1, -1, 1, -1].map((value) => expect.closeTo(value, 5)))
  expect(Object.values(state.arrays).map(([array]) => array!.length)).toEqual([2, 2, 0])
})

it('holds the root mean square of an update at the threshold', () => {
  const transform = scaleByAdafactor({ clipThreshold: 0.5 })
  const parameters = [{ path: 'b', shape: [3], data: new Float32Array(3) }]
  const update = new Float32Array([5, -5, 5])
  transform.update([update], transform.init(parameters), parameters)
  expect(Math.hypot(...update) / Math.sqrt(3)).toBeCloseTo(0.5, 6)
})
