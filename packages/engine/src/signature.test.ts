import { describe, expect, it } from 'vitest'

import { formatShape } from './shape.ts'
import { SignatureReader } from './signature.ts'
import { zeros } from './tensor.ts'

const reader = new SignatureReader({ 'batch.ids': ['batch', 'length'], 'cache.**': ['batch', null], '2.x': [4] }, ['batch', 'cache', ''])

describe('a signature', () => {
  it('is the same for all sizes of named axes, and another for static ones', () => {
    const key = (rows: number, columns: number) => reader.describe({ ids: zeros([rows, columns]), other: zeros([columns]) }, 0).key
    expect(key(2, 3)).not.toBe(key(2, 4)) // other is static
    expect(reader.describe({ ids: zeros([2, 3]) }, 0).key).toBe(reader.describe({ ids: zeros([5, 1]) }, 0).key)
    expect(reader.describe({ ids: zeros([2, 3], 'int32') }, 0).key).not.toBe(reader.describe({ ids: zeros([2, 3]) }, 0).key)
  })

  it('finds axes by name, by index and by pattern', () => {
    expect(formatShape(reader.shapeOf(zeros([2, 3]), '0.ids'))).toBe('[batch, length]')
    expect(formatShape(reader.shapeOf(zeros([2, 3]), '1.0.key'))).toBe('[batch, 3]')
    expect(reader.shapeOf(zeros([2, 3]), '0.other')).toEqual([2, 3])
  })

  it('gives every axis its value, and holds numbers in dims to what came', () => {
    const described = reader.describe({ ids: zeros([2, 3]) }, 0)
    expect([...reader.axisValues([described])]).toEqual([
      ['batch', 2],
      ['length', 3],
    ])
    expect(() => reader.axisValues([reader.describe({ x: zeros([5]) }, 2)])).toThrow('argument 2.x has an axis of 5, dims says 4 = 4')
  })

  it('refuses dims that speak of no argument', () => {
    const mistaken = new SignatureReader({ 'batsh.ids': ['batch'] }, ['params', 'batch'])
    expect(() => mistaken.checkHeads(2)).toThrow('dims names "batsh.ids", but the arguments are params, batch')
    expect(() => new SignatureReader({ '2.x': ['n'] }, []).checkHeads(2)).toThrow('dims names "2.x", but the arguments are 0 to 1')
    expect(() => reader.checkHeads(3)).not.toThrow()
  })
})
