import { describe, expect, it } from 'vitest'

import { axis } from './dim.ts'
import { broadcast, checkAxis, formatShape, needNumber } from './shape.ts'

describe('shapes', () => {
  it('broadcast from the end, and a size of 1 stretches', () => {
    expect(formatShape(broadcast([axis('batch'), 1, 4], [3, 1], 'Add'))).toBe('[batch, 3, 4]')
    expect(broadcast([], [2], 'Add')).toEqual([2])
  })

  it('that do not fit are named with the operation', () => {
    expect(() => broadcast([2, 3], [4], 'Add')).toThrow('Add cannot combine shapes [2, 3] and [4]: 3 and 4 differ at axis -1')
    expect(() => broadcast([axis('a')], [axis('b')], 'Mul')).toThrow('Mul cannot combine shapes [a] and [b]')
  })

  it('count axes from both ends', () => {
    expect([checkAxis(-1, 3, 'Slice'), checkAxis(2, 3, 'Slice')]).toEqual([2, 2])
    expect(() => checkAxis(3, 3, 'Slice')).toThrow('Slice has no axis 3: the tensor has 3 axes')
  })

  it('give numbers to operations that need them', () => {
    expect(needNumber(4, 'conv1d', 'kernel')).toBe(4)
    expect(() => needNumber(axis('length'), 'conv1d', 'kernel')).toThrow('conv1d needs a number as kernel, got the symbolic size length')
  })
})
