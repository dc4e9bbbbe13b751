import { expect, it } from 'vitest'

import { fuseTransposes } from './fuse.ts'
import { add } from './ops/elementwise.ts'
import { matmul } from './ops/matmul.ts'
import { transpose } from './ops/movement.ts'
import type { Tensor } from './tensor.ts'
import { zeros } from './tensor.ts'
import { trace } from './trace.ts'

const kinds = (f: (a: Tensor, b: Tensor) => unknown, dtype: 'float32' | 'float64' = 'float32') => {
  const { graph } = trace(f, [zeros([3, 3, 3], dtype), zeros([3, 3, 3], dtype)], (leaf) => leaf)
  return fuseTransposes(graph).steps.map((step) => step.node.row.onnx)
}

it('takes a transposed operand into the product, and drops the transpose that nothing else reads', () => {
  expect(kinds((a, b) => matmul(a, transpose(b)))).toEqual(['FusedMatMul'])
  expect(kinds((a, b) => add(matmul(transpose(a), b), transpose(a)))).toEqual(['Transpose', 'FusedMatMul', 'Add'])
})

it('leaves other orders of axes, and other precisions, as they are', () => {
  expect(kinds((a, b) => matmul(a, transpose(b, [1, 0, 2])))).toEqual(['Transpose', 'MatMul'])
  expect(kinds((a, b) => matmul(a, transpose(b)), 'float64')).toEqual(['Transpose', 'MatMul'])
})
