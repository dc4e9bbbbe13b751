import { describe, expect, it } from 'vitest'

import { convert, isNdArray, isTensor, ndarray, scalar, tensor, zeros } from './tensor.ts'

describe('arrays', () => {
  it('take their dtype from the typed array, and float32 for plain numbers', () => {
    expect(ndarray(new Int32Array(2), [2]).dtype).toBe('int32')
    expect(ndarray(new BigInt64Array(1), [1]).dtype).toBe('int64')
    expect(ndarray([1, 2], [2]).data).toBeInstanceOf(Float32Array)
    expect(ndarray(new Uint8Array(1), [1], 'bool').dtype).toBe('bool')
    expect(zeros([2, 3], 'float64').data).toEqual(new Float64Array(6))
  })

  it('refuse a shape of another size', () => {
    expect(() => ndarray([1, 2, 3], [2, 2])).toThrow('an array of shape [2, 2] holds 4 elements, 3 were given')
  })

  it('keep their numbers in another dtype', () => {
    expect(convert(ndarray([1.5, -2], [2]), 'float64').data).toEqual(Float64Array.of(1.5, -2))
    expect(convert(ndarray(Int32Array.of(3), [1]), 'int64').data).toEqual(BigInt64Array.of(3n))
  })
})

describe('operands', () => {
  it('become tensors: an array a constant, a number one of the other dtype', () => {
    expect(tensor(scalar(2, 'float64')).dtype).toBe('float64')
    expect(tensor(2, 'int32').node.value?.data).toEqual(Int32Array.of(2))
    expect([isTensor(tensor(1)), isTensor(scalar(1)), isNdArray(scalar(1))]).toEqual([true, false, true])
  })
})
