import { describe, expect, it } from 'vitest'

import { grad, valueAndGrad, vjp } from './grad.ts'
import { cast, exp, floor, maximum, mul, sin, square, stopGradient, sub } from './ops/elementwise.ts'
import { embedding } from './ops/indexing.ts'
import { sum } from './ops/reduce.ts'
import { runOnce } from './run-once.ts'
import { type NdArray, ndarray, scalar, type Tensor } from './tensor.ts'

const x = ndarray([1, 2, 3], [3])
const numbers = (array: NdArray) => Array.from(array.data, Number)

describe('grad', () => {
  it('has the form of the first argument, with zeros where nothing flows', async () => {
    const f = (p: { a: Tensor; unused: Tensor[] }) => sum(square(p.a))
    const gradient = await runOnce(grad(f), { a: x, unused: [ndarray([5], [1])] })
    expect([numbers(gradient.a), numbers(gradient.unused[0])]).toEqual([[2, 4, 6], [0]])
  })

  it('adds up all ways, and follows none around the argument', async () => {
    const f = (outer: Tensor) => {
      const around = exp(outer)
      return grad((t: Tensor) => sum(mul(t, around)))(outer) // around is a constant here
    }
    expect(numbers(await runOnce(f, ndarray([0, 1], [2])))).toEqual([1, Math.fround(Math.E)])
    expect(
      numbers(
        await runOnce(
          grad((t: Tensor) => sum(mul(t, t))),
          x,
        ),
      ),
    ).toEqual([2, 4, 6])
  })

  it('nests: the gradient of a squared gradient norm', async () => {
    const norm = (t: Tensor) => sum(square(grad((u: Tensor) => sum(mul(u, square(u))))(t))) // Σ (3x²)²
    expect(numbers(await runOnce(grad(norm), x))).toEqual([36, 288, 972]) // 36x³
  })

  it('gives whole-number leaves zeros of their dtype', async () => {
    const f = (p: { table: Tensor; ids: Tensor }) => sum(embedding(p.table, p.ids))
    const gradient = await runOnce(grad(f), { table: x, ids: ndarray(Int32Array.of(1, 1), [2]) })
    expect([numbers(gradient.table), gradient.ids.dtype]).toEqual([[0, 2, 0], 'int32'])
  })

  it('is zero through steps and stopped values', async () => {
    expect(
      numbers(
        await runOnce(
          grad((t: Tensor) => sum(sub(floor(t), mul(stopGradient(t), t)))),
          x,
        ),
      ),
    ).toEqual([-1, -2, -3])
    expect(
      numbers(
        await runOnce(
          grad((t: Tensor) => sum(maximum(t, 2))),
          x,
        ),
      ),
    ).toEqual([0, 0.5, 1])
  })

  it('says what it cannot differentiate', () => {
    expect(() => grad((t: Tensor) => square(t))(x as never)).toThrow('a gradient needs a scalar, got [3]: take its sum or mean')
    expect(() => grad((_: Tensor) => 3)(x as never)).toThrow('returned no tensor')
    expect(() => grad((t: Tensor) => sum(cast(t, 'float32')))(ndarray(Int32Array.of(1), [1]) as never)).toThrow('no floating point tensor')
  })
})

describe('valueAndGrad', () => {
  it('returns the loss, and what else the function returned', async () => {
    const f = (t: Tensor) => [sum(square(t)), { doubled: mul(t, 2) }] as const
    const [loss, gradient, auxiliary] = await runOnce(valueAndGrad(f), x)
    expect([numbers(loss), numbers(gradient), numbers(auxiliary.doubled)]).toEqual([[14], [2, 4, 6], [2, 4, 6]])
  })
})

describe('vjp', () => {
  it('pulls a gradient of the output back to all arguments', async () => {
    const f = (a: Tensor, b: Tensor) => {
      const [output, pullback] = vjp((p: Tensor, q: Tensor) => mul(p, sin(q)), a, b)
      return { output, gradients: pullback(scalar(2) as never) }
    }
    const { output, gradients } = await runOnce(f, scalar(3), scalar(0))
    expect([numbers(output), numbers(gradients[0]), numbers(gradients[1])]).toEqual([[0], [0], [6]])
  })

  it('refuses another number of gradients', () => {
    const [, pullback] = vjp((a: Tensor) => [a, a], x as never)
    expect(() => pullback([x] as never)).toThrow('vjp gave 2 outputs, 1 gradients came back')
  })
})
