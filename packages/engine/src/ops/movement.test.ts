import { describe, expect, it } from 'vitest'

import { axis, times } from '../dim.ts'
import { formatShape } from '../shape.ts'
import { input } from '../tensor.ts'
import { arange, concat, expand, flip, pad, reshape, slice, split, squeeze, transpose } from './movement.ts'

const [batch, length] = [axis('batch'), axis('length')]
const x = input([batch, length, 12], 'float32', 'x')
const shapeOf = (t: { shape: typeof x.shape }) => formatShape(t.shape)

describe('shapes of moved tensors', () => {
  it('are calculated with symbolic axes', () => {
    expect(shapeOf(reshape(x, [batch, length, 3, -1]))).toBe('[batch, length, 3, 4]')
    expect(shapeOf(reshape(x, [-1, 12]))).toBe('[batch*length, 12]')
    expect(shapeOf(concat([x, slice(x, 1, 0, 2)], 1))).toBe('[batch, length+2, 12]')
    expect(shapeOf(slice(x, 1, 1))).toBe('[batch, length-1, 12]')
    expect(shapeOf(pad(x, 1, 3, length))).toBe('[batch, 2*length+3, 12]')
    expect(split(x, [4, 8], -1).map(shapeOf)).toEqual(['[batch, length, 4]', '[batch, length, 8]'])
    expect(shapeOf(transpose(x))).toBe('[batch, 12, length]')
    expect(shapeOf(arange(times(batch, 2)))).toBe('[2*batch]')
  })

  it('change nothing where nothing is to change', () => {
    expect(
      [reshape(x, x.shape), slice(x, 0, 0), transpose(x, [0, 1, 2]), expand(x, x.shape), concat([x], 0), pad(x, 0, 0, 0)].every(
        (y) => y === x,
      ),
    ).toBe(true)
  })

  it('that cannot be are refused while tracing, with what was given', () => {
    expect(() => reshape(x, [batch, 5])).toThrow('Reshape cannot turn [batch, length, 12] (12*batch*length elements) into [batch, 5]')
    expect(() => reshape(x, [-1, 5])).toThrow('Reshape cannot find the -1 of [-1, 5] for [batch, length, 12]')
    expect(() => slice(x, 2, 3, 20)).toThrow('Slice from 3 to 20 leaves axis 2 of [batch, length, 12]')
    expect(() => split(x, 5, -1)).toThrow('Split cannot cut axis 2 of [batch, length, 12] into 5 equal parts')
    expect(() => split(x, [5, 6], -1)).toThrow('Split parts of [5, 6] do not add up')
    expect(() => concat([x, reshape(x, [-1, 12])], 0)).toThrow('Concat along axis 0 cannot join')
    expect(() => squeeze(x, 2)).toThrow('squeeze takes an axis of size 1, axis 2 of [batch, length, 12] has 12')
    expect(() => transpose(x, [0, 1, 1])).toThrow('Transpose takes each axis once')
    expect(() => expand(x, [batch, length, 1])).toThrow('Expand cannot shrink')
    expect(() => flip(x, 3)).toThrow('Flip has no axis 3')
    expect(() => slice(x, 1, 0, length, 2)).toThrow('Slice with a step needs a number as size of axis 1, got the symbolic size length')
  })
})
