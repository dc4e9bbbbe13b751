import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  axis,
  ceilDivide,
  dividedBy,
  evaluateSize,
  floorDivide,
  formatSize,
  minus,
  parseSize,
  plus,
  product,
  type Size,
  sameSize,
  times,
} from './dim.ts'

const values = new Map([
  ['batch', 3],
  ['length', 7],
  ['past', 5],
])
const atom = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constantFrom<Size>(axis('batch'), axis('length'), axis('past')))
const size = fc.tuple(atom, atom, atom).map(([a, b, c]) => plus(times(a, b), c))
const value = (s: Size) => evaluateSize(s, values)

describe('sizes', () => {
  it('calculate like the numbers that they stand for', () => {
    fc.assert(
      fc.property(size, size, (a, b) => {
        // `===`, because toBe tells 0 from -0
        expect(value(plus(a, b)) === value(a) + value(b)).toBe(true)
        expect(value(minus(a, b)) === value(a) - value(b)).toBe(true)
        expect(value(times(a, b)) === value(a) * value(b)).toBe(true)
        expect(value(ceilDivide(a, 4)) === Math.ceil(value(a) / 4)).toBe(true)
        expect(value(floorDivide(a, 4)) === Math.floor(value(a) / 4)).toBe(true)
      }),
    )
  })

  it('are equal however they were put together', () => {
    fc.assert(
      fc.property(size, size, size, (a, b, c) => {
        expect(sameSize(plus(a, b), plus(b, a))).toBe(true)
        expect(sameSize(times(a, plus(b, c)), plus(times(a, b), times(a, c)))).toBe(true)
        expect(minus(a, a)).toBe(0)
      }),
    )
  })

  it('divide only where it comes out even', () => {
    const [batch, length] = [axis('batch'), axis('length')]
    expect(formatSize(dividedBy(times(times(batch, length), 12), times(length, 4)) as Size)).toBe('3*batch')
    expect(dividedBy(plus(length, 1), 2)).toBeUndefined()
    expect(dividedBy(7, 2)).toBeUndefined()
    expect(dividedBy(product([batch, 6]), plus(batch, 1))).toBeUndefined()
  })

  it('are read as they are written', () => {
    expect(formatSize(parseSize('past + length'))).toBe('past+length')
    expect(value(parseSize('2*length-1'))).toBe(13)
    expect(parseSize('64')).toBe(64)
  })

  it('say what cannot be read, and which axis has no value', () => {
    expect(() => parseSize('length/2')).toThrow('"length/2" in the size "length/2" is neither a number nor an axis name')
    expect(() => evaluateSize(axis('heads'), values)).toThrow('axis "heads" has no value')
  })
})
