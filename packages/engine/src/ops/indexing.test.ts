import { describe, expect, it } from 'vitest'

import { grad } from '../grad.ts'
import { jit } from '../jit.ts'
import { createRandom } from '../random.ts'
import { ndarray, type Tensor, zeros } from '../tensor.ts'
import { mul } from './elementwise.ts'
import { embedding, gather, oneHot, scatterAdd, takeAlong, topk } from './indexing.ts'
import { sum } from './reduce.ts'

describe('the gradient of an embedding', () => {
  it('loses no update where ids repeat, and is bitwise the same on two threads and on every run', async () => {
    const random = createRandom(10)
    const [table, weights] = [random.normal([7, 64]), random.normal([2000, 64])]
    const ids = ndarray(
      Int32Array.from({ length: 2000 }, () => random.integer(7)),
      [2000],
    )
    const f = (t: Tensor, i: Tensor, w: Tensor) => sum(mul(embedding(t, i), w))
    using one = jit(grad(f), { threads: 1 })
    using two = jit(grad(f), { threads: 2 })
    const exact = new Float64Array(7 * 64)
    for (let n = 0; n < 2000 * 64; n++) exact[Number(ids.data[n >> 6]) * 64 + (n & 63)] += Number(weights.data[n])
    const first = await one(table, ids, weights)
    // 300 additions of numbers around 1 in float32.
    for (const [i, value] of exact.entries()) expect(Math.abs(Number(first.data[i]) - value)).toBeLessThan(1e-4)
    for (let run = 0; run < 20; run++) expect((await two(table, ids, weights)).data).toEqual(first.data)
  })
})

describe('indices', () => {
  it('are whole numbers, with as many axes as the operation takes', () => {
    expect(() => gather(zeros([3]), zeros([2]))).toThrow('Gather takes int32 or int64 indices, got float32 [2]')
    expect(() => takeAlong(zeros([3, 2]), zeros([2], 'int32'), 1)).toThrow('takes indices with as many axes as [3, 2], got [2]')
    expect(() => scatterAdd(zeros([3]), zeros([2], 'int32'), zeros([3]), 0)).toThrow("updates of the indices' shape [2], got [3]")
    expect(() => topk(zeros([2, 3]), 4)).toThrow('TopK cannot take 4 of axis -1 of [2, 3]')
    expect(oneHot(zeros([2], 'int64'), 3).shape).toEqual([2, 3])
  })
})
