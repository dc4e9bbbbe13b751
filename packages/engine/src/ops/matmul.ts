import { formatSize, sameSize } from '../dim.ts'
import { ShapeError } from '../errors.ts'
import { broadcast, formatShape } from '../shape.ts'
import type { Node, Operand, Tensor } from '../tensor.ts'
import { add } from './elementwise.ts'
import { reshape, transpose } from './movement.ts'
import { applyOne, checkRank, checkSameDType, pair, type Row } from './op.ts'

/** Found by every.test.ts. @public */
export const rows = {
  matmul: {
    name: 'MatMul',
    onnx: 'MatMul',
    gradient: ([g], node) => (g ? [matmul(g, transpose(node.inputs[1])), rightGradient(g, node)] : []),
  },
} as const satisfies Record<string, Row>

/** Matrix product over the last two axes, [..., m, k] · [..., k, n] → [..., m, n]; leading axes broadcast. */
export function matmul(left: Operand, right: Operand): Tensor {
  const [a, b] = pair(left, right)
  for (const x of [a, b]) checkRank('MatMul', x, 2)
  checkSameDType('MatMul', a, b)
  const [m, inner] = a.shape.slice(-2)
  const [rowCount, n] = b.shape.slice(-2)
  if (!sameSize(inner, rowCount)) {
    throw new ShapeError(
      `MatMul cannot multiply ${formatShape(a.shape)} and ${formatShape(b.shape)}: the inner sizes ${formatSize(inner)} and ${formatSize(rowCount)} differ`,
    )
  }
  return applyOne(rows.matmul, [a, b], [...broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2), 'MatMul'), m, n])
}

/** x · weight + bias for x [..., in] and weight [in, out]. */
export function linear(x: Operand, weight: Operand, bias?: Operand): Tensor {
  const y = matmul(x, weight)
  return bias === undefined ? y : add(y, bias)
}

/** xᵀ·g. One matrix shared by a batch takes a single product over all rows, not one a batch that are summed afterwards. */
function rightGradient(g: Tensor, node: Node): Tensor {
  const [x, weight] = node.inputs
  if (weight.shape.length > 2) return matmul(transpose(x), g)
  const rowsOf = (t: Tensor) => reshape(t, [-1, t.shape[t.shape.length - 1]])
  return matmul(transpose(rowsOf(x)), rowsOf(g))
}
