import { expect, it } from 'vitest'

import { createRandom } from '../random.ts'
import { dot, normalized, principalComponents, project } from './principal-components.ts'

const random = createRandom(3)
const rows = Array.from({ length: 20 }, () => Float64Array.from({ length: 7 }, (_, i) => (random.next() - 0.5) * (i + 1)))

it('gives orthogonal unit axes whose coordinates carry the explained variance', () => {
  const fitted = principalComponents(rows, 3)
  const coordinates = rows.map((row) => project(fitted, row))
  const whole = rows.reduce((sum, row) => sum + row.reduce((square, value, i) => square + (value - fitted.mean[i]) ** 2, 0), 0)
  for (const [k, axis] of fitted.axes.entries()) {
    expect(dot(axis, axis)).toBeCloseTo(1, 12)
    expect(coordinates.reduce((sum, row) => sum + row[k] ** 2, 0) / whole).toBeCloseTo(fitted.explained[k], 12)
  }
  expect(dot(fitted.axes[0], fitted.axes[1])).toBeCloseTo(0, 12)
  expect(coordinates.reduce((sum, row) => sum + row[0], 0)).toBeCloseTo(0, 10)
})

it('finds an axis along which no other direction has more variance', () => {
  const { mean, axes } = principalComponents(rows, 1)
  const variance = (axis: Float64Array) => rows.reduce((sum, row) => sum + project({ mean, axes: [axis] }, row)[0] ** 2, 0)
  const most = variance(axes[0])
  for (let i = 0; i < 200; i++) {
    const other = normalized(axes[0].map((value) => value + 0.2 * (random.next() - 0.5)))
    expect(variance(other)).toBeLessThanOrEqual(most * (1 + 1e-12))
  }
})

it('explains everything with as many axes as the rows span, and leaves out axes without variance', () => {
  const flat = [Float64Array.of(0, 0, 1), Float64Array.of(1, 0, 1), Float64Array.of(3, 0, 1)]
  const fitted = principalComponents(flat, 3)
  expect(fitted.axes).toHaveLength(1)
  expect(Math.abs(fitted.axes[0][0])).toBeCloseTo(1, 12)
  expect(() => principalComponents(flat.slice(1, 2))).toThrow('at least two rows')
  expect(() => normalized(new Float64Array(3))).toThrow('no direction')
})
