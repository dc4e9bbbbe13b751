import { describe, expect, it } from 'vitest'

import { zeros } from '../tensor.ts'
import { einsum } from './einsum.ts'

const [a, b] = [zeros([2, 3]), zeros([3, 4])]

describe('einsum', () => {
  it('takes one matrix product a pair', () => {
    const y = einsum('ij,jk->ik', a, b)
    expect(y.shape).toEqual([2, 4])
    expect(einsum('ij,jk->ki', a, b).shape).toEqual([4, 2])
    expect(einsum('ij,kl->', a, b).shape).toEqual([])
  })

  it('says what does not fit, with the equation', () => {
    expect(() => einsum('ij->i', a, b)).toThrow('einsum "ij->i" does not describe 2 operands')
    expect(() => einsum('ii->i', a)).toThrow('names an axis twice in "ii"')
    expect(() => einsum('ijk->i', a)).toThrow('einsum "ijk->i" gives [2, 3] the labels "ijk"')
    expect(() => einsum('ij,ik->jk', a, b)).toThrow('has two sizes for i, in [2, 3] and [3, 4]')
    expect(() => einsum('ij->iz', a)).toThrow('wants z, which no operand has')
  })
})
