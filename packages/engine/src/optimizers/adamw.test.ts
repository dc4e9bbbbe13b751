import { expect, it } from 'vitest'
import { ndarray } from '../tensor.ts'
import { adamw } from './adamw.ts'
import { decaysMatrices } from './decay.ts'

it('moves by exactly the rate against the sign of the gradient on the first step', () => {
  // m̂ = g and v̂ = g², so the direction is g / (|g| + ε).
  const optimizer = adamw({ rate: 0.1, epsilon: 0 })
  const params = { w: ndarray(new Float32Array([1, 1, 1]), [3]) }
  optimizer.update(params, { w: ndarray(new Float32Array([0.001, -5, 40]), [3]) }, optimizer.init(params))
  expect([...(params.w.data as Float32Array)]).toEqual([0.9, 1.1, 0.9].map((value) => expect.closeTo(value, 6)))
})

it('decays matrices and leaves vectors alone', () => {
  const optimizer = adamw({ rate: 0.1, weightDecay: 0.5 })
  const params = { matrix: ndarray(new Float32Array([2]), [1, 1]), bias: ndarray(new Float32Array([2]), [1]) }
  const zero = () => ({ matrix: ndarray(new Float32Array(1), [1, 1]), bias: ndarray(new Float32Array(1), [1]) })
  optimizer.update(params, zero(), optimizer.init(params))
  expect(params.matrix.data[0]).toBeCloseTo(2 - 0.1 * 0.5 * 2, 6)
  expect(params.bias.data[0]).toBe(2)
  expect(decaysMatrices({ path: 'x', shape: [3], data: new Float32Array(3) })).toBe(false)
})
