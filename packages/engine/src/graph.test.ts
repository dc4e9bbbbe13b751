import { describe, expect, it } from 'vitest'

import { buildGraph } from './graph.ts'
import { add, exp, mul, stopGradient } from './ops/elementwise.ts'
import { concat } from './ops/movement.ts'
import { input, ndarray } from './tensor.ts'

const x = input([2], 'float32', 'x')
const kinds = (graph: ReturnType<typeof buildGraph>) => graph.steps.map((step) => step.node.row.onnx)

describe('a graph', () => {
  it('holds equal steps and equal constants once, and no dead ones', () => {
    exp(mul(x, 7)) // computed, not returned
    const graph = buildGraph([x], [concat([add(exp(x), 2), mul(exp(x), 2)], 0)])
    expect(kinds(graph)).toEqual(['Exp', 'Add', 'Mul', 'Concat'])
    expect(graph.constants.length).toBe(1)
  })

  it('shares large constants only when they are the same array', () => {
    const [a, b] = [ndarray(new Float32Array(100), [100]), ndarray(new Float32Array(100), [100])]
    const graph = buildGraph([], [concat([a, a, b], 0)])
    expect(graph.constants.length).toBe(2)
  })

  it('has no step for what only changes gradients', () => {
    const graph = buildGraph([x], [exp(stopGradient(x)), exp(x)])
    expect(kinds(graph)).toEqual(['Exp'])
    expect(graph.outputs).toEqual(['Exp.0', 'Exp.0'])
  })

  it('puts results that nothing reads last, the deepest first', () => {
    const deep = exp(exp(exp(x)))
    const graph = buildGraph([x], [mul(deep, 2), add(x, 1), exp(deep)])
    expect(graph.steps.slice(-3).map((step) => step.node.depth)).toEqual([4, 4, 1])
  })

  it('refuses a value of another traced function', () => {
    const foreign = input([2], 'float32', 'y')
    expect(() => buildGraph([x], [add(x, foreign)])).toThrow('input y belongs to another traced function')
  })
})
