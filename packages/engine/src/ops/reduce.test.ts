import { describe, expect, it } from 'vitest'

import { grad } from '../grad.ts'
import { runOnce } from '../run-once.ts'
import { type NdArray, ndarray, type Tensor, zeros } from '../tensor.ts'
import { logSumExp, max, mean, sum, variance } from './reduce.ts'

const numbers = (array: NdArray) => Array.from(array.data, Number)

describe('reductions', () => {
  it('do not overflow where the exponential does', async () => {
    const y = await runOnce((x: Tensor) => logSumExp(x, -1), ndarray([1000, 1000, -1e30, -1000], [2, 2]))
    expect(numbers(y)[0]).toBeCloseTo(1000 + Math.LN2, 3)
    expect(numbers(y)[1]).toBeCloseTo(-1000, 3)
  })

  it('share the gradient among equal maxima', async () => {
    expect(
      numbers(
        await runOnce(
          grad((x: Tensor) => max(x)),
          ndarray([2, 5, 5, 1], [4]),
        ),
      ),
    ).toEqual([0, 0.5, 0.5, 0])
  })

  it('have no variance under a shift', async () => {
    const values = [1, 2, 4]
    const [a, b] = await runOnce(
      (x: Tensor, y: Tensor) => [variance(x), variance(y)],
      ndarray(values, [3]),
      ndarray(
        values.map((v) => v + 10),
        [3],
      ),
    )
    expect(Number(a.data[0])).toBeCloseTo(Number(b.data[0]), 4)
  })

  it('know their axes and what they cannot average', () => {
    expect(sum(zeros([2, 3, 4]), [0, -1], true).shape).toEqual([1, 3, 1])
    expect(() => sum(zeros([2]), 1)).toThrow('ReduceSum has no axis 1')
    expect(() => mean(zeros([2], 'int32'))).toThrow('ReduceMean takes floating point numbers')
  })
})
