import fc from 'fast-check'
import { expect, it } from 'vitest'

import { MaxHeap } from './max-heap.ts'

it('gives its items in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (numbers) => {
      const heap = new MaxHeap<number>((a, b) => a > b)
      for (const number of numbers) heap.push(number)
      expect(numbers.map(() => heap.pop())).toEqual(numbers.toSorted((a, b) => b - a))
      expect(heap.pop()).toBeUndefined()
    }),
  )
})
