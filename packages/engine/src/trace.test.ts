import { describe, expect, it } from 'vitest'

import { mul } from './ops/elementwise.ts'
import { isTensor, ndarray, type Tensor } from './tensor.ts'
import { trace } from './trace.ts'

const array = ndarray([1, 2], [2])

describe('a trace', () => {
  it('names inputs by their place and passes other values as they are', () => {
    const f = (params: { w: Tensor }, times: number) => ({ y: mul(params.w, times), note: 'kept' })
    const { graph, result } = trace(f, [{ w: array }, 3], (leaf) => leaf)
    expect(graph.inputs.map(({ name }) => name)).toEqual(['in.0.w'])
    expect(graph.constants.map(({ value }) => value.data)).toEqual([Float32Array.of(3)])
    const { y, note } = result as { y: Tensor; note: string }
    expect([isTensor(y), note]).toEqual([true, 'kept'])
  })

  it('gives inputs the shape that the placeholder says', () => {
    const { graph } = trace(
      (x: Tensor) => x,
      [array],
      () => ({ shape: [5], dtype: 'float64' }),
    )
    expect(graph.inputs[0].tensor.shape).toEqual([5])
    expect(graph.outputs).toEqual(['in.0'])
  })
})
