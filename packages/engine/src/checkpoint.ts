import { reshape, slice } from './ops/movement.ts'
import { apply, applyOne, type Row } from './ops/op.ts'
import { isFloat } from './shape.ts'
import { constant, isLeaf, isTensor, ndarray, type Tensor } from './tensor.ts'
import { flatten, mapTree, unflatten } from './tree.ts'

// biome-ignore lint/suspicious/noExplicitAny: any function of trees may be wrapped; `unknown` would refuse typed ones
type Program = (...args: any[]) => unknown

const lateRow: Row = { name: 'late', onnx: 'Where', gradient: ([g]) => [undefined, undefined, g] }

/**
 * `f`, whose inner values are not kept for the gradient but computed again when it is taken: memory for time. Values
 * that `f` closes over get their gradients too. `f` must give the same result each time it is called.
 * @example const block = checkpoint((x: Tensor) => feedForward(params, attend(params, x)))
 */
export function checkpoint<F extends Program>(f: F): (...args: Parameters<F>) => ReturnType<F> {
  return (...args) => {
    const first = f(...args)
    const outputs = flatten(first, isTensor).map((leaf) => leaf.value)
    const gradient: Row['gradient'] = (gradients) => {
      const again = flatten(f(...(delayed(args, gradients) as Parameters<F>)), isTensor)
      return { pairs: again.flatMap(({ value }, i) => (gradients[i] ? [[value, gradients[i]] as const] : [])) }
    }
    const row: Row = { name: 'checkpoint', onnx: 'Alias', gradient }
    const types = outputs.map(({ shape, dtype }) => ({ shape, dtype }))
    return unflatten(first, isTensor, apply(row, outputs, types)) as ReturnType<F>
  }
}

/** Arguments that wait for the gradient to arrive, so that the runtime cannot compute the block a second time early or share it with the first. */
function delayed(args: readonly unknown[], gradients: readonly (Tensor | undefined)[]): unknown {
  const arrived = gradients.find((gradient) => gradient !== undefined) as Tensor
  const computed = flatten(args, isTensor).filter(({ value }) => isFloat(value.dtype) && !isFree(value))
  return mapTree(args, isTensor, (x) => {
    if (!isFloat(x.dtype) || x.dtype !== arrived.dtype || (isFree(x) && computed.length > 0)) return x
    const one = reshape(slice(reshape(arrived, [-1]), 0, 0, 1), [])
    return applyOne(lateRow, [constant(ndarray([0], [], 'bool')), one, x], x.shape, [], {}, x.dtype)
  })
}

/** Inputs and constants cost nothing to keep: what depends on them alone is shared with the first computation. */
function isFree({ node }: Tensor): boolean {
  return isLeaf(node) || (node.row.onnx === 'Alias' && isFree(node.inputs[0]))
}
