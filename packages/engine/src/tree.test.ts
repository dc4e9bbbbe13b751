import { describe, expect, it } from 'vitest'

import { flatten, mapTree, unflatten } from './tree.ts'

const isNumber = (value: unknown): value is number => typeof value === 'number'
const tree = { a: 1, list: [2, { b: 3 }], name: 'x', nothing: null }

describe('trees', () => {
  it('name every leaf by its path', () => {
    expect(flatten(tree, isNumber)).toEqual([
      { path: 'a', value: 1 },
      { path: 'list.0', value: 2 },
      { path: 'list.1.b', value: 3 },
    ])
  })

  it('come back from their leaves, other values untouched', () => {
    expect(unflatten(tree, isNumber, ['one', 'two', 'three'])).toEqual({
      a: 'one',
      list: ['two', { b: 'three' }],
      name: 'x',
      nothing: null,
    })
    expect(mapTree(7, isNumber, (leaf) => leaf + 1)).toBe(8)
  })

  it('refuse another number of leaves', () => {
    expect(() => unflatten(tree, isNumber, [1, 2, 3, 4])).toThrow('the tree has 3 leaves, 4 values were given')
  })

  it('leave objects with a class of their own alone', () => {
    const date = new Date(0)
    expect(mapTree({ date, n: 1 }, isNumber, String)).toEqual({ date, n: '1' })
  })
})
