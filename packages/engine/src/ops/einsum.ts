import { product, type Size, sameSize } from '../dim.ts'
import { ShapeError } from '../errors.ts'
import { formatShape } from '../shape.ts'
import { type Operand, type Tensor, tensor } from '../tensor.ts'
import { matmul } from './matmul.ts'
import { reshape, transpose } from './movement.ts'
import { sum } from './reduce.ts'

type Labelled = { readonly x: Tensor; readonly labels: string }

/**
 * Sums of products by named axes, `einsum('bhqd,bhkd->bhqk', q, k)`, as transposes and matrix products. Operands are
 * taken from left to right; a label twice in one operand is refused.
 */
export function einsum(equation: string, ...operands: readonly Operand[]): Tensor {
  const [left, output] = equation.replaceAll(' ', '').split('->')
  const terms = left.split(',')
  if (output === undefined || terms.length !== operands.length)
    throw new ShapeError(`einsum "${equation}" does not describe ${operands.length} operands and a result`)
  const parts = terms.map((labels, i) => labelled(equation, tensor(operands[i]), labels))
  checkSizes(equation, parts, output)
  const wanted = (after: number) => output + terms.slice(after).join('')
  const result = parts.slice(1).reduce((value, part, i) => contract(value, part, wanted(i + 2)), parts[0])
  return arrange(keepOnly(result, output), output).x
}

function labelled(equation: string, x: Tensor, labels: string): Labelled {
  if (new Set(labels).size !== labels.length)
    throw new ShapeError(`einsum "${equation}" names an axis twice in "${labels}": take the diagonal before`)
  if (labels.length !== x.shape.length) throw new ShapeError(`einsum "${equation}" gives ${formatShape(x.shape)} the labels "${labels}"`)
  return { x, labels }
}

function checkSizes(equation: string, parts: readonly Labelled[], output: string): void {
  const sizes = new Map<string, Size>()
  for (const { x, labels } of parts) {
    for (const [axis, label] of [...labels].entries()) {
      const known = sizes.get(label) ?? x.shape[axis]
      if (!sameSize(known, x.shape[axis]))
        throw new ShapeError(
          `einsum "${equation}" has two sizes for ${label}, in ${parts.map((part) => formatShape(part.x.shape)).join(' and ')}`,
        )
      sizes.set(label, known)
    }
  }
  for (const label of output) if (!sizes.has(label)) throw new ShapeError(`einsum "${equation}" wants ${label}, which no operand has`)
}

/** One matrix product: shared and wanted labels are its batch, shared and unwanted ones are summed. */
function contract(a: Labelled, b: Labelled, wanted: string): Labelled {
  const left = keepOnly(a, wanted + b.labels)
  const right = keepOnly(b, wanted + a.labels)
  const batch = filter(left.labels, (label) => right.labels.includes(label) && wanted.includes(label))
  const inner = filter(left.labels, (label) => right.labels.includes(label) && !wanted.includes(label))
  const rowLabels = filter(left.labels, (label) => !right.labels.includes(label))
  const columns = filter(right.labels, (label) => !left.labels.includes(label))
  const y = matmul(matrices(left, [batch, rowLabels, inner]), matrices(right, [batch, inner, columns]))
  const sizes = [...sizesOf(left, batch + rowLabels), ...sizesOf(right, columns)]
  return { x: reshape(y, sizes), labels: batch + rowLabels + columns }
}

function matrices(part: Labelled, groups: readonly string[]): Tensor {
  return reshape(
    arrange(part, groups.join('')).x,
    groups.map((labels) => product(sizesOf(part, labels))),
  )
}

function keepOnly({ x, labels }: Labelled, wanted: string): Labelled {
  const gone = [...labels].flatMap((label, axis) => (wanted.includes(label) ? [] : [axis]))
  return gone.length === 0 ? { x, labels } : { x: sum(x, gone), labels: filter(labels, (label) => wanted.includes(label)) }
}

function arrange({ x, labels }: Labelled, order: string): Labelled {
  return {
    x: transpose(
      x,
      [...order].map((label) => labels.indexOf(label)),
    ),
    labels: order,
  }
}

function sizesOf({ x, labels }: Labelled, wanted: string): Size[] {
  return [...wanted].map((label) => x.shape[labels.indexOf(label)])
}

function filter(labels: string, keep: (label: string) => boolean): string {
  return [...labels].filter(keep).join('')
}
