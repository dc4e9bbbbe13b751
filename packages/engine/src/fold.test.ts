import { expect, it } from 'vitest'

import { nodeBackend } from './backends/node.ts'
import { foldConstants } from './fold.ts'
import { exp, mul } from './ops/elementwise.ts'
import { arange, expand } from './ops/movement.ts'
import { ndarray, type Tensor } from './tensor.ts'
import { trace } from './trace.ts'

const x = ndarray([1, 2, 3], [3])

it('computes what depends on constants alone once, and keeps the rest', async () => {
  const { graph } = trace(
    (t: Tensor) => mul(t, exp(exp(arange(3, 'float32')))),
    [x],
    (leaf) => leaf,
  )
  const folded = await foldConstants(graph, nodeBackend)
  expect(folded.steps.map((step) => step.node.row.onnx)).toEqual(['Mul'])
  expect(folded.constants.length).toBe(1)
  const values = Array.from(folded.constants[0].value.data, Number)
  for (const i of [0, 1, 2]) expect(values[i]).toBeCloseTo(Math.exp(Math.exp(i)), 2)
})

it('leaves large results to the runtime', async () => {
  const { graph } = trace(
    (t: Tensor) => mul(t, expand(exp(ndarray([1], [1])), [2000, 1000, 3])),
    [x],
    (leaf) => leaf,
  )
  expect((await foldConstants(graph, nodeBackend)).steps.map((step) => step.node.row.onnx)).toEqual(['Expand', 'Mul'])
})
