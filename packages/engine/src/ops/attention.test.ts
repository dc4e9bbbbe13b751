import { describe, expect, it } from 'vitest'

import { createRandom } from '../random.ts'
import { runOnce } from '../run-once.ts'
import { type NdArray, ndarray, type Tensor } from '../tensor.ts'
import { attention, attentionWeights, causalMask, maskFrom, rotary, rotaryAngles } from './attention.ts'
import { matmul } from './matmul.ts'
import { slice, transpose } from './movement.ts'

const random = createRandom(8)
const [q, k, v] = [random.normal([2, 5, 4]), random.normal([2, 5, 4]), random.normal([2, 5, 3])]
const numbers = (array: NdArray) => Array.from(array.data, Number)
const expectClose = (a: number[], b: number[]) => a.forEach((value, i) => void expect(value).toBeCloseTo(b[i], 5))

describe('attention', () => {
  it('under a causal mask does not see what comes later', async () => {
    const whole = (...t: Tensor[]) => attention(t[0], t[1], t[2], { mask: causalMask(5) })
    const start = (...t: Tensor[]) => {
      const [q3, k3, v3] = t.map((x) => slice(x, 1, 0, 3))
      return attention(q3, k3, v3, { mask: causalMask(3) })
    }
    const cut = await runOnce((...t: Tensor[]) => slice(whole(...t), 1, 0, 3), q, k, v)
    expectClose(numbers(cut), numbers(await runOnce(start, q, k, v)))
  })

  it('of the last queries over all keys is the end of the full pass', async () => {
    const last = (...t: Tensor[]) => attention(slice(t[0], 1, 3), t[1], t[2], { mask: causalMask(2, 5) })
    const full = (...t: Tensor[]) => slice(attention(t[0], t[1], t[2], { mask: causalMask(5) }), 1, 3)
    expectClose(numbers(await runOnce(last, q, k, v)), numbers(await runOnce(full, q, k, v)))
  })

  it('gives masked keys no weight, and equal ones where all are masked', async () => {
    const mask = ndarray(Int32Array.of(1, 0, 1, 1, 0), [5])
    const weights = numbers(await runOnce((a: Tensor, b: Tensor, m: Tensor) => attentionWeights(a, b, { mask: maskFrom(m) }), q, k, mask))
    expect([weights[1], weights[4]]).toEqual([0, 0])
    const none = ndarray(Int32Array.of(0, 0, 0, 0, 0), [5])
    const equal = numbers(await runOnce((a: Tensor, b: Tensor, m: Tensor) => attentionWeights(a, b, { mask: maskFrom(m) }), q, k, none))
    expectClose(equal, Array(50).fill(0.2))
  })
})

describe('rotary positions', () => {
  it('leave products that depend on distance alone', async () => {
    const scores = (first: number) => (a: Tensor, b: Tensor) => {
      const { cosine, sine } = rotaryAngles(
        ndarray(
          Int32Array.from({ length: 5 }, (_, i) => i + first),
          [5],
        ),
        4,
      )
      return matmul(rotary(a, cosine, sine), transpose(rotary(b, cosine, sine)))
    }
    expectClose(numbers(await runOnce(scores(0), q, k)), numbers(await runOnce(scores(9), q, k)))
  })
})
