import { describe, expect, it } from 'vitest'

import { backward, sumTo } from './backward.ts'
import { axis } from './dim.ts'
import { add, exp, mul } from './ops/elementwise.ts'
import { apply, type Row } from './ops/op.ts'
import { input } from './tensor.ts'

const x = input([2, 3], 'float32', 'x')

describe('the way back', () => {
  it('asks each node once, after all that flows into it was added', () => {
    let asked = 0
    const gradient: Row['gradient'] = ([g]) => {
      asked++
      return [g]
    }
    const row: Row = { name: 'counted', onnx: 'Identity', gradient }
    const [shared] = apply(row, [x], [{ shape: x.shape, dtype: x.dtype }])
    const y = add(mul(shared, 2), exp(exp(shared)))
    const [result] = backward([y], [y], [x])
    expect([asked, result?.node.row.name]).toEqual([1, 'Add'])
  })

  it('gives nothing to a target that the output does not depend on', () => {
    const other = input([1], 'float32', 'other')
    expect(backward([exp(x)], [x], [other])).toEqual([undefined])
  })

  it('refuses an operation without a rule by its name', () => {
    const row: Row = { name: 'MatMulNBits', onnx: 'MatMulNBits', gradient: 'none' }
    const [y] = apply(row, [x], [{ shape: x.shape, dtype: x.dtype }])
    expect(() => backward([y], [y], [x])).toThrow('MatMulNBits has no gradient rule')
  })

  it('follows thousands of steps', () => {
    let y = x
    for (let i = 0; i < 20_000; i++) y = exp(y)
    expect(backward([y], [y], [x])[0]?.node.depth).toBeGreaterThan(20_000)
  })
})

describe('sumTo', () => {
  it('sums over stretched and missing axes, symbolic ones too', () => {
    const g = input([axis('batch'), 2, 3], 'float32', 'g')
    expect(sumTo(g, [2, 1], 'Add').shape).toEqual([2, 1])
    expect(sumTo(g, [], 'Add').shape).toEqual([])
    expect(sumTo(g, g.shape, 'Add')).toBe(g)
  })

  it('names the operation whose rule gave another shape', () => {
    expect(() => sumTo(x, [4], 'Wrong')).toThrow('a gradient of shape [2, 3] came back to Wrong of shape [4]')
  })
})
