import { describe, expect, it } from 'vitest'

import { axis } from '../dim.ts'
import { createRandom } from '../random.ts'
import { runOnce } from '../run-once.ts'
import { input, ndarray, type Tensor, zeros } from '../tensor.ts'
import { add, mul } from './elementwise.ts'
import { layerNorm, rmsNorm } from './normalize.ts'

const x = createRandom(11).normal([3, 8])
const ones = ndarray(new Float32Array(8).fill(1), [8])

describe('normalization', () => {
  it('ignores shift and scale of its input', async () => {
    const [plain, changed] = await runOnce(
      (t: Tensor) => [layerNorm(t, ones, zeros([8]), 0), layerNorm(add(mul(t, 3), 7), ones, zeros([8]), 0)],
      x,
    )
    for (const [i, value] of Array.from(plain.data, Number).entries()) expect(Number(changed.data[i])).toBeCloseTo(value, 4)
    const [once, thrice] = await runOnce((t: Tensor) => [rmsNorm(t, ones, 0), rmsNorm(mul(t, 3), ones, 0)], x)
    for (const [i, value] of Array.from(once.data, Number).entries()) expect(Number(thrice.data[i])).toBeCloseTo(value, 5)
  })

  it('refuses weights of another size and a symbolic last axis', () => {
    expect(() => rmsNorm(x, zeros([4]))).toThrow('rmsNorm of [3, 8] takes weights of shape [8], got [4]')
    expect(() => layerNorm(input([axis('n')], 'float32', 'x'), ones, ones)).toThrow(
      'layerNorm needs a number as size of the last axis, got [n]',
    )
  })
})
