import { describe, expect, it } from 'vitest'
import { grad } from '../grad.ts'
import { runOnce } from '../run-once.ts'
import { type NdArray, ndarray, scalar, type Tensor, tensor, zeros } from '../tensor.ts'
import { add, exp, mod, not } from './elementwise.ts'
import { checkFloat, pair, withGradient } from './op.ts'
import { sum } from './reduce.ts'

describe('operands', () => {
  it('of two dtypes are refused with both', () => {
    expect(() => add(zeros([2]), zeros([2], 'int32'))).toThrow(
      'Add takes two operands of one dtype, got float32 [2] and int32 [2]: use cast',
    )
    expect(() => checkFloat('Softmax', tensor(zeros([2], 'int32')))).toThrow('Softmax takes floating point numbers, got int32 [2]')
  })

  it('of a kind that an operation does not have are refused while tracing', () => {
    expect(() => exp(zeros([2], 'int32'))).toThrow('Exp takes floating point numbers, got int32 [2]: use cast')
    expect(() => mod(zeros([2]), 2)).toThrow('Mod takes whole numbers, got float32 [2]')
    expect(() => not(zeros([2]))).toThrow('Not takes bools, got float32 [2]')
    expect(() => add(zeros([2], 'bool'), zeros([2], 'bool'))).toThrow('Add takes numbers, got bool [2]')
  })

  it('that are numbers take the dtype of the other', () => {
    expect(pair(1, scalar(2, 'float64')).map((x) => x.dtype)).toEqual(['float64', 'float64'])
    expect(pair(zeros([1], 'int32'), 3)[1].dtype).toBe('int32')
  })
})

describe('withGradient', () => {
  it('keeps the value and replaces the way back', async () => {
    const straightThrough = (x: Tensor) => withGradient('straightThrough', exp(x), [x], ([g]) => [g])
    const x = ndarray([0, 1], [2])
    const values = (array: NdArray) => Array.from(array.data, Number)
    expect(values(await runOnce(straightThrough, x))[0]).toBe(1)
    expect(
      values(
        await runOnce(
          grad((t: Tensor) => sum(straightThrough(t))),
          x,
        ),
      ),
    ).toEqual([1, 1])
  })
})
