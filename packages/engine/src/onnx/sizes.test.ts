import { describe, expect, it } from 'vitest'

import { axis, ceilDivide, plus, type Size, times } from '../dim.ts'
import { jit } from '../jit.ts'
import { expand } from '../ops/movement.ts'
import { input, type Tensor, zeros } from '../tensor.ts'
import { SizeWriter } from './sizes.ts'

describe('sizes known at run time', () => {
  it('are read off the inputs and calculated', async () => {
    const size = (a: Size, b: Size): Size => plus(times(times(a, b), 2), ceilDivide(plus(a, 1), 4))
    using run = jit((x: Tensor, y: Tensor) => expand(zeros([1]), [size(x.shape[0], y.shape[0]), 2]), { dims: { x: ['a'], y: ['b'] } })
    expect((await run(zeros([5]), zeros([3]))).shape).toEqual([32, 2]) // 2·5·3 + ⌈6/4⌉
    expect((await run(zeros([2]), zeros([1]))).shape).toEqual([5, 2])
  })

  it('are written once', () => {
    const written: string[] = []
    const x = { name: 'x', tensor: input([axis('n')], 'float32', 'x') }
    const writer = new SizeWriter(
      [x],
      (type) => written.push(type),
      () => written.push('constant'),
    )
    const sizes = [plus(axis('n'), 1), 2]
    expect(writer.write({ sizes })).toBe(writer.write({ sizes }))
    expect(written.filter((type) => type === 'Shape').length).toBe(1)
  })

  it('need an input with the axis', () => {
    const writer = new SizeWriter(
      [],
      () => undefined,
      () => undefined,
    )
    expect(() => writer.write({ sizes: [axis('lost')] })).toThrow('axis "lost" has no value')
  })
})
