import { describe, expect, it } from 'vitest'
import { checkGradients } from './check-gradients.ts'
import { checkpoint } from './checkpoint.ts'
import { grad, valueAndGrad } from './grad.ts'
import { add, mul, sigmoid, square, tanh } from './ops/elementwise.ts'
import { matmul } from './ops/matmul.ts'
import { sum } from './ops/reduce.ts'
import { createRandom } from './random.ts'
import { runOnce } from './run-once.ts'
import type { Tensor } from './tensor.ts'
import { trace } from './trace.ts'

const random = createRandom(4)
const [w, x] = [random.normal([4, 4]), random.normal([2, 4])]
type Wrap = typeof checkpoint
const plain = ((f: unknown) => f) as Wrap

/** Two blocks that close over their weights; the second also uses a value computed outside. */
const model = (wrap: Wrap) => (weights: Tensor, input: Tensor) => {
  const start = tanh(matmul(input, weights))
  const first = wrap((t: Tensor) => tanh(matmul(sigmoid(t), weights)))(start)
  const [left, right] = wrap((t: Tensor): [Tensor, Tensor] => [mul(sigmoid(matmul(t, weights)), start), square(t)])(first)
  return sum(add(left, right))
}

describe('checkpoint', () => {
  it('changes no value and no gradient', async () => {
    const [kept, again] = [await runOnce(grad(model(plain)), w, x), await runOnce(grad(model(checkpoint)), w, x)]
    for (const [i, value] of Array.from(kept.data, Number).entries()) expect(Number(again.data[i])).toBeCloseTo(value, 5)
    expect((await checkGradients(model(checkpoint), [w, x])).worst).toBeLessThan(1e-6)
  })

  it('computes the block a second time for the gradient, and only then', () => {
    const sigmoids = (f: (...args: Tensor[]) => unknown) => {
      const { graph } = trace(f, [w, x], (leaf) => leaf)
      return graph.steps.filter((step) => step.node.row.onnx === 'Sigmoid').length
    }
    expect(sigmoids(model(checkpoint) as never)).toBe(2)
    expect(sigmoids(valueAndGrad(model(plain)) as never)).toBe(2)
    expect(sigmoids(valueAndGrad(model(checkpoint)) as never)).toBe(4)
  })

  it('can be differentiated twice', async () => {
    const norm = (weights: Tensor, input: Tensor) => sum(square(grad(model(checkpoint))(weights, input)))
    expect((await checkGradients(norm, [w, x])).worst).toBeLessThan(1e-6)
  })
})
