import { checkAxis } from '../shape.ts'
import { type Operand, type Tensor, tensor } from '../tensor.ts'
import { exp, mul, sub } from './elementwise.ts'
import { applyOne, checkFloat, type Row } from './op.ts'
import { sum } from './reduce.ts'

/** Found by every.test.ts. @public */
export const rows = {
  // g·y summed along the axis, taken off g: the rows of diag(y) − y·yᵀ
  softmax: {
    name: 'Softmax',
    onnx: 'Softmax',
    gradient: ([g], node, [y]) => [g && mul(y, sub(g, sum(mul(g, y), node.attributes.axis as number, true)))],
  },
  logSoftmax: {
    name: 'LogSoftmax',
    onnx: 'LogSoftmax',
    gradient: ([g], node, [y]) => [g && sub(g, mul(exp(y), sum(g, node.attributes.axis as number, true)))],
  },
} as const satisfies Record<string, Row>

/** eˣ / Σ eˣ along an axis. */
export function softmax(x: Operand, axis = -1): Tensor {
  return along(rows.softmax, x, axis)
}

/** x − log Σ eˣ along an axis. */
export function logSoftmax(x: Operand, axis = -1): Tensor {
  return along(rows.logSoftmax, x, axis)
}

function along(row: Row, x: Operand, axis: number): Tensor {
  const source = tensor(x)
  checkFloat(row.name, source)
  return applyOne(row, [source], source.shape, [], { axis: checkAxis(axis, source.shape.length, row.name) })
}
