import { expect, it } from 'vitest'

import { along, fitDirection, meanDifference, scoreAlong } from './direction.ts'

const verbs = ['help', 'thank', 'hug', 'kill', 'rob', 'harm']
/** Valence on the second axis, noise on the others. */
const rows = [
  [0.1, 2, 0],
  [0, 2.2, 0.2],
  [-0.1, 1.9, 0.1],
  [0.1, -2.1, 0.2],
  [0, -1.9, 0],
  [0.2, -2, -0.1],
].map((row) => Float64Array.from(row))

it('puts the cluster without kill on the positive side, whichever way the component points', () => {
  for (const sign of [1, -1]) {
    const turned = rows.map((row) => row.map((value) => sign * value))
    const fitted = fitDirection(verbs, turned)
    expect(scoreAlong(fitted, turned[0])).toBeGreaterThan(0.8)
    expect(scoreAlong(fitted, turned[3])).toBeLessThan(-0.8)
  }
})

it('scales by the outermost verb and reports the variance on the axis', () => {
  const fitted = fitDirection(verbs, rows)
  expect(Math.max(...rows.map((row) => Math.abs(scoreAlong(fitted, row))))).toBeCloseTo(1, 12)
  expect(fitted.explained).toBeGreaterThan(0.98)
  expect(along(fitted.axis, rows).explained).toBeCloseTo(fitted.explained, 10)
})

it('centres: a shift of the whole space changes no score', () => {
  const shifted = rows.map((row) => row.map((value) => value + 7))
  const scores = (all: Float64Array[]) => all.map((row) => scoreAlong(fitDirection(verbs, all), row))
  for (const [i, score] of scores(shifted).entries()) expect(score).toBeCloseTo(scores(rows)[i], 10)
})

it('agrees with the difference of means on halves that differ in one thing only', () => {
  const difference = meanDifference(rows.slice(0, 3), rows.slice(3))
  expect(Math.abs(difference.axis[1])).toBeGreaterThan(0.99)
  expect(scoreAlong(difference, rows[0])).toBeGreaterThan(0)
})

it('says that kill is missing', () => {
  expect(() => fitDirection(['help', 'rob'], rows.slice(0, 2))).toThrow('must hold "kill"')
})
