import { expect, it } from 'vitest'
import { accuracy, areaUnderCurve, calibrationError, countConfusion, f1, macroF1, precision, recall } from './classification.ts'

it('counts and scores a table worked by hand', () => {
  const confusion = countConfusion([true, true, false, false, true], [true, false, false, true, true])
  expect(confusion).toEqual({ truePositives: 2, falsePositives: 1, trueNegatives: 1, falseNegatives: 1 })
  expect([precision(confusion), recall(confusion), f1(confusion)]).toEqual([2 / 3, 2 / 3, 2 / 3])
})

it('gives F1 0 and an undefined precision when nothing is found', () => {
  const nothing = countConfusion([false, false], [true, false])
  expect(f1(nothing)).toBe(0)
  expect(precision(nothing)).toBeNaN()
})

it('averages F1 over labels without weights', () => {
  // a: TP 1, FP 0, FN 1 → 2/3; b: TP 1, FP 1, FN 0 → 2/3.
  expect(macroF1(['a', 'b', 'b'], ['a', 'a', 'b'])).toBeCloseTo(2 / 3, 12)
  expect(accuracy(['a', 'b', 'b'], ['a', 'a', 'b'])).toBeCloseTo(2 / 3, 12)
})

it('equals the share of pairs in the right order, ties half', () => {
  const scores = [0.1, 0.4, 0.4, 0.8, 0.3]
  const labels = [false, true, false, true, true]
  let sum = 0
  scores.forEach((a, i) => {
    scores.forEach((b, j) => {
      if (labels[i] && !labels[j]) sum += a > b ? 1 : a === b ? 0.5 : 0
    })
  })
  expect(areaUnderCurve(scores, labels)).toBeCloseTo(sum / 6, 12)
})

it('is zero for honest confidence and large for false confidence', () => {
  expect(calibrationError([0.75, 0.75, 0.75, 0.75], [true, true, true, false])).toBeCloseTo(0, 12)
  expect(calibrationError([1, 1], [false, false])).toBe(1)
})

it('says when the units do not match', () => {
  expect(() => accuracy([1], [1, 2])).toThrow(/1 and 2/)
})
