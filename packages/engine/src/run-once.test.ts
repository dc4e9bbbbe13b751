import { expect, it } from 'vitest'

import { add } from './ops/elementwise.ts'
import { runOnce } from './run-once.ts'
import { ndarray, type Tensor } from './tensor.ts'

it('gives the value of a function in the form that the function returns', async () => {
  const { total } = await runOnce((pair: { a: Tensor; b: Tensor }) => ({ total: add(pair.a, pair.b) }), {
    a: ndarray([1, 2], [2]),
    b: ndarray([3, 4], [2]),
  })
  expect([...total.data]).toEqual([4, 6])
})
