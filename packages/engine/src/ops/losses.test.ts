import { describe, expect, it } from 'vitest'

import { valueAndGrad } from '../grad.ts'
import { createRandom } from '../random.ts'
import { runOnce } from '../run-once.ts'
import { type NdArray, ndarray, type Tensor } from '../tensor.ts'
import { logSoftmax } from './fused.ts'
import { crossEntropy, klDivergence } from './losses.ts'

const random = createRandom(9)
const logits = random.normal([4, 6])
const ids = (...values: number[]) => ndarray(Int32Array.from(values), [values.length])
const numbers = (array: NdArray) => Array.from(array.data, Number)

describe('cross-entropy', () => {
  it('over some positions is that over the rows that remain, gradients too', async () => {
    const loss = valueAndGrad((x: Tensor, t: Tensor) => crossEntropy(x, t))
    const [masked, gradient] = await runOnce(loss, logits, ids(3, -100, 5, -100))
    const rest = ndarray([...numbers(logits).slice(0, 6), ...numbers(logits).slice(12, 18)], [2, 6])
    const [subset, subsetGradient] = await runOnce(loss, rest, ids(3, 5))
    expect(Number(masked.data[0])).toBeCloseTo(Number(subset.data[0]), 6)
    expect(numbers(gradient).slice(6, 12)).toEqual([0, 0, 0, 0, 0, 0])
    for (const [i, value] of numbers(subsetGradient).slice(6).entries()) expect(numbers(gradient)[12 + i]).toBeCloseTo(value, 6)
  })

  it('of equal logits is the logarithm of their number, also far from zero', async () => {
    const far = ndarray(new Float32Array(12).fill(1e4), [2, 6])
    expect(Number((await runOnce((x: Tensor, t: Tensor) => crossEntropy(x, t), far, ids(0, 5))).data[0])).toBeCloseTo(Math.log(6), 5)
  })

  it('refuses targets of another shape', () => {
    expect(() => crossEntropy(logits, ids(1, 2))).toThrow('logits of [4, 6] take targets of [4], got [2]')
  })
})

describe('KL divergence', () => {
  it('is zero from a distribution to itself and positive to another', async () => {
    const kl = (a: Tensor, b: Tensor) => klDivergence(logSoftmax(a), logSoftmax(b))
    for (const value of numbers(await runOnce(kl, logits, logits))) expect(value).toBeCloseTo(0, 6)
    for (const value of numbers(await runOnce(kl, logits, random.normal([4, 6])))) expect(value).toBeGreaterThan(0)
  })
})
