import { ShapeError } from './errors.ts'
import { add } from './ops/elementwise.ts'
import { reshape } from './ops/movement.ts'
import { refuse } from './ops/op.ts'
import { sum } from './ops/reduce.ts'
import { formatShape, isFloat, type Shape, sameShape } from './shape.ts'
import type { Node, Tensor } from './tensor.ts'

type Sums = Map<Node, (Tensor | undefined)[]>

/**
 * Reverse mode: the gradients that reach `targets` when `seeds` arrive at `outputs`; undefined where none does.
 * Nodes are visited from the deepest up, so every node is asked once, when all that flows into it has been added.
 */
export function backward(outputs: readonly Tensor[], seeds: readonly Tensor[], targets: readonly Tensor[]): (Tensor | undefined)[] {
  const goals = new Set(targets.map((target) => target.node))
  const matters = pathFinder(goals)
  const sums: Sums = new Map()
  const waiting = new ByDepth()
  const receive = (to: Tensor, gradient: Tensor) => {
    if (!isFloat(to.dtype) || !matters(to.node)) return
    if (!sums.has(to.node)) waiting.push(to.node)
    accumulate(sums, to, sumTo(gradient, to.shape, to.node.row.name))
  }
  for (const [i, output] of outputs.entries()) receive(output, seeds[i])
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (!goals.has(node)) visit(node, sums.get(node) ?? [], receive)
  }
  return targets.map((target) => sums.get(target.node)?.[target.index])
}

function visit(node: Node, gradients: readonly (Tensor | undefined)[], receive: (to: Tensor, gradient: Tensor) => void): void {
  const { gradient } = node.row
  if (gradient === 'zero') return
  if (gradient === 'none') refuse(node.row)
  const outputs = node.outputs.map((output, index) => ({ node, index, ...output }))
  const flow = gradient(gradients, node, outputs)
  const pairs = 'pairs' in flow ? flow.pairs : flow.map((g, i) => [node.inputs[i], g] as const)
  for (const [to, g] of pairs) if (g) receive(to, g)
}

/** Sums a gradient over the axes along which its tensor was broadcast. */
export function sumTo(gradient: Tensor, shape: Shape, operation: string): Tensor {
  if (sameShape(gradient.shape, shape)) return gradient
  const extra = gradient.shape.length - shape.length
  const stretched = gradient.shape.flatMap((size, axis) => (axis < extra || (shape[axis - extra] === 1 && size !== 1) ? [axis] : []))
  const summed = reshape(
    sum(gradient, stretched, true),
    gradient.shape.map((size, axis) => (stretched.includes(axis) ? 1 : size)).slice(Math.max(0, extra)),
  )
  if (!sameShape(summed.shape, shape))
    throw new ShapeError(`a gradient of shape ${formatShape(gradient.shape)} came back to ${operation} of shape ${formatShape(shape)}`)
  return summed
}

function accumulate(sums: Sums, to: Tensor, gradient: Tensor): void {
  const list = sums.get(to.node) ?? to.node.outputs.map(() => undefined)
  const before = list[to.index]
  sums.set(to.node, list.with(to.index, before ? add(before, gradient) : gradient))
}

/** Answers whether a node lies on a way from one of the goals; each node is looked at once. */
function pathFinder(goals: ReadonlySet<Node>): (node: Node) => boolean {
  const known = new Map<Node, boolean>()
  return (start) => {
    const stack = [start]
    while (stack.length > 0) {
      const node = stack[stack.length - 1]
      const open = known.has(node) ? [] : node.inputs.filter((input) => !known.has(input.node))
      if (goals.has(node) || open.length === 0) {
        if (!known.has(node)) known.set(node, goals.has(node) || node.inputs.some((input) => known.get(input.node)))
        stack.pop()
      } else for (const input of open) stack.push(input.node)
    }
    return known.get(start) as boolean
  }
}

/** Nodes waiting for their turn, the deepest first; a rule may add deeper ones on the way. */
class ByDepth {
  private readonly levels: Node[][] = []

  push(node: Node): void {
    while (this.levels.length <= node.depth) this.levels.push([])
    this.levels[node.depth].push(node)
  }

  pop(): Node | undefined {
    while (this.levels.length > 0 && this.levels[this.levels.length - 1].length === 0) this.levels.pop()
    return this.levels[this.levels.length - 1]?.shift()
  }
}
