import { describe, expect, it } from 'vitest'

import { axis } from '../dim.ts'
import { formatShape } from '../shape.ts'
import { input, zeros } from '../tensor.ts'
import { conv1d, patchEmbedding, patches } from './convolution.ts'

const x = input([axis('batch'), axis('length'), 4], 'float32', 'x')

describe('convolutions', () => {
  it('keep batch and length symbolic', () => {
    expect(formatShape(conv1d(x, zeros([6, 2, 3]), { groups: 2, causal: true }).shape)).toBe('[batch, length, 6]')
    expect(formatShape(conv1d(x, zeros([6, 4, 3])).shape)).toBe('[batch, length-2, 6]')
    expect(formatShape(patchEmbedding(input([axis('batch'), 3, 8, 8], 'float32', 'x'), zeros([5, 3, 4, 4])).shape)).toBe('[batch, 4, 5]')
  })

  it('refuse channels, groups and patches that do not fit', () => {
    expect(() => conv1d(x, zeros([6, 4, 3]), { groups: 2 })).toThrow(
      'conv1d with 2 groups cannot apply weights [6, 4, 3] to [batch, length, 4]',
    )
    expect(() => patches(zeros([1, 3, 8, 9]), 4)).toThrow('patches of 4 do not cover [1, 3, 8, 9]')
  })
})
