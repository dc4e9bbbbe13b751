import { describe, expect, it } from 'vitest'

import { createRandom } from './random.ts'

const many = 20_000

describe('seeded draws', () => {
  it('are the same for one seed and different for two', () => {
    expect(createRandom(7).normal([5])).toEqual(createRandom(7).normal([5]))
    expect(createRandom(7).next()).not.toBe(createRandom(8).next())
  })

  it('have the mean and spread asked for', () => {
    const normal = Array.from(createRandom(1).normal([many], 2).data, Number)
    const uniform = Array.from(createRandom(2).uniform([many], -1, 3).data, Number)
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / many
    const deviation = (values: number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)))
    // Standard errors are 2/√20000 = 0.014 and less: five of them.
    expect(Math.abs(mean(normal))).toBeLessThan(0.07)
    expect(Math.abs(deviation(normal) - 2)).toBeLessThan(0.07)
    expect(Math.abs(mean(uniform) - 1)).toBeLessThan(0.07)
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(-1)
    expect(Math.max(...uniform)).toBeLessThan(3)
  })

  it('permute without loss', () => {
    const order = createRandom(3).permutation(100)
    expect([...order].toSorted((a, b) => a - b)).toEqual([...Array(100).keys()])
    expect([...order]).not.toEqual([...Array(100).keys()])
  })
})
