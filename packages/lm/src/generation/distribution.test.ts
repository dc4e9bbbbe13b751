import fc from 'fast-check'
import { expect, it } from 'vitest'
import { argmax, drawToken, logSumExp, softmax, sortedByDescending } from './distribution.ts'

const logits = fc.array(fc.float({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 20 })

it('ignores a shift of all logits', () => {
  fc.assert(
    fc.property(logits, fc.float({ min: -300, max: 300, noNaN: true }), (values, shift) => {
      const moved = softmax(values.map((value) => value + shift))
      softmax(values).forEach((p, i) => {
        expect(moved[i]).toBeCloseTo(p, 4)
      })
    }),
  )
})

it('gives probabilities that sum to one, and removed tokens none', () => {
  const probabilities = softmax([1, Number.NEGATIVE_INFINITY, 1])
  expect([...probabilities]).toEqual([0.5, 0, 0.5].map((p) => expect.closeTo(p, 12)))
  expect(logSumExp([1000, 1000])).toBeCloseTo(1000 + Math.log(2), 9)
})

it('draws each token as often as its probability says', () => {
  const values = [Math.log(0.2), Math.log(0.5), Math.log(0.3)]
  expect([0, 0.19, 0.21, 0.69, 0.71, 0.999999].map((uniform) => drawToken(values, uniform))).toEqual([0, 0, 1, 1, 2, 2])
})

it('never draws a removed token, however the rounding falls', () => {
  expect(drawToken([0, Number.NEGATIVE_INFINITY], 1 - 2 ** -53)).toBe(0)
})

it('takes the first of equal maxima and says when nothing is left', () => {
  expect(argmax([1, 3, 3])).toBe(1)
  expect(sortedByDescending([1, 3, 3])).toEqual([1, 2, 0])
  expect(() => argmax([Number.NEGATIVE_INFINITY])).toThrow(/No token is left/)
})
