import { describe, expect, it } from 'vitest'

import { checkGradients } from './check-gradients.ts'
import { add, mul, square, tanh } from './ops/elementwise.ts'
import { withGradient } from './ops/op.ts'
import { createRandom } from './random.ts'
import { ndarray, type Tensor } from './tensor.ts'

const random = createRandom(5)
const wrong = (x: Tensor) => withGradient('wrong', square(x), [x], ([g]) => [mul(g, x)]) // should be 2x

describe('checkGradients', () => {
  it('finds nothing where rules are right, and names every argument', async () => {
    const { worst, errors } = await checkGradients(
      (p: { a: Tensor; b: Tensor[] }) => tanh(mul(p.a, p.b[0])),
      [{ a: random.normal([3]), b: [random.normal([3])] }],
    )
    expect(worst).toBeLessThan(1e-8)
    expect(Object.keys(errors)).toEqual(['0.a', '0.b.0'])
  })

  it('finds a wrong rule, also in arguments too large for element by element', async () => {
    expect((await checkGradients(wrong, [random.normal([3])])).worst).toBeCloseTo(0.5, 3)
    expect((await checkGradients(wrong, [random.normal([10, 10])])).worst).toBeGreaterThan(0.1)
  })

  it('works in float32 with its own step, and leaves whole numbers alone', async () => {
    const f = (x: Tensor, n: Tensor) => tanh(add(x, mul(x, n.dtype === 'int32' ? 1 : 2)))
    const { worst, errors } = await checkGradients(f, [random.normal([4]), ndarray(Int32Array.of(1), [1])], { dtype: 'float32' })
    expect(worst).toBeLessThan(1e-3)
    expect(Object.keys(errors)).toEqual(['0'])
  })

  it('does not change its arguments', async () => {
    const x = random.normal([3])
    const before = x.data.slice()
    await checkGradients((t: Tensor) => tanh(t), [x])
    expect(x.data).toEqual(before)
  })
})
