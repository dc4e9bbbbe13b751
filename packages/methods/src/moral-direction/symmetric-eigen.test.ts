import { expect, it } from 'vitest'

import { createRandom } from '../random.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

it('solves a matrix by hand: [[2, 1], [1, 2]] has 3 along (1, 1) and 1 along (1, -1)', () => {
  const { values, vectors } = symmetricEigen([Float64Array.of(2, 1), Float64Array.of(1, 2)])
  expect(values[0]).toBeCloseTo(3, 14)
  expect(values[1]).toBeCloseTo(1, 14)
  expect(Math.abs(vectors[0][0] * vectors[0][1])).toBeCloseTo(0.5, 14)
  expect(vectors[1][0]).toBeCloseTo(-vectors[1][1], 14)
})

it('gives A v = λ v to rounding, orthogonal unit vectors and the trace, for a random 64 × 64 matrix', () => {
  const random = createRandom(5)
  const n = 64
  const half = Array.from({ length: n }, () => Float64Array.from({ length: n }, () => random.next() - 0.5))
  const matrix = half.map((row, i) => row.map((value, j) => value + half[j][i]))
  const { values, vectors } = symmetricEigen(matrix)
  for (const [k, vector] of vectors.entries()) {
    for (let i = 0; i < n; i++) {
      const product = matrix[i].reduce((sum, value, j) => sum + value * vector[j], 0)
      expect(Math.abs(product - values[k] * vector[i])).toBeLessThan(1e-11)
    }
    const others = vectors.map((other) => other.reduce((sum, value, i) => sum + value * vector[i], 0))
    for (const [j, inner] of others.entries()) expect(Math.abs(inner - Number(j === k))).toBeLessThan(1e-11)
  }
  expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(
    matrix.reduce((sum, row, i) => sum + row[i], 0),
    10,
  )
  expect([...values]).toEqual([...values].sort((a, b) => b - a))
})

it('takes a diagonal and a zero matrix, and refuses one that is not square', () => {
  expect([...symmetricEigen([Float64Array.of(1, 0), Float64Array.of(0, 4)]).values]).toEqual([4, 1])
  expect([...symmetricEigen([Float64Array.of(0, 0), Float64Array.of(0, 0)]).values]).toEqual([0, 0])
  expect(() => symmetricEigen([Float64Array.of(1, 2)])).toThrow('square')
})
