import { formatSize } from './dim.ts'
import { formatShape } from './shape.ts'
import { elementCount, isInput, type NdArray, type Node, type Tensor } from './tensor.ts'

/** A program as a list of steps in order; values go by name. */
export type Graph = {
  readonly inputs: readonly { readonly name: string; readonly tensor: Tensor }[]
  readonly constants: readonly { readonly name: string; readonly value: NdArray }[]
  readonly steps: readonly Step[]
  /** Value names of the results, in order; a name may be an input, a constant, or come twice. */
  readonly outputs: readonly string[]
}

/** A node whose inputs have become value names. */
export type Step = { readonly node: Node; readonly inputs: readonly string[]; readonly outputs: readonly string[] }

/** Constants up to this many elements are shared by content, larger ones by identity. */
const comparedElements = 64

/**
 * The steps that `outputs` need: dead ones left out, aliases resolved, equal constants and equal steps shared.
 * Inputs stand in the order given, used or not.
 */
export function buildGraph(inputs: readonly Tensor[], outputs: readonly Tensor[]): Graph {
  const builder = new Builder()
  const named = inputs.map((tensor) => ({ name: `in.${tensor.node.attributes.name}`, tensor }))
  for (const { name, tensor } of named) builder.values.set(tensor.node, [name])
  for (const node of inOrder(outputs)) builder.add(node)
  return {
    inputs: named,
    constants: builder.constants,
    steps: endsLast(builder.steps),
    outputs: outputs.map((output) => builder.nameOf(output)),
  }
}

/**
 * Steps that no other step reads moved to the end, the deepest first. ONNX Runtime runs what the last of them needs first, then what the
 * one before it needs: so the gradients of the last layer's weights are taken before those of the first layer, and activations are
 * freed on the way back instead of all at the end.
 */
function endsLast(steps: readonly Step[]): Step[] {
  const read = new Set(steps.flatMap((step) => step.inputs))
  const isEnd = (step: Step) => !step.outputs.some((name) => read.has(name))
  const ends = steps.filter(isEnd).toSorted((a, b) => b.node.depth - a.node.depth)
  return [...steps.filter((step) => !isEnd(step)), ...ends]
}

/** Nodes that lead to `outputs`, each after its inputs. */
function inOrder(outputs: readonly Tensor[]): Node[] {
  const done = new Set<Node>()
  const stack = outputs.map((output) => output.node).toReversed()
  while (stack.length > 0) {
    const node = stack[stack.length - 1]
    const open = done.has(node) ? [] : node.inputs.map((input) => input.node).filter((input) => !done.has(input))
    if (open.length > 0) stack.push(...open.toReversed())
    else done.add(stack.pop() as Node)
  }
  return [...done]
}

class Builder {
  readonly values = new Map<Node, readonly string[]>()
  readonly constants: { name: string; value: NdArray }[] = []
  readonly steps: Step[] = []
  private readonly seen = new Map<unknown, readonly string[]>()

  add(node: Node): void {
    if (!this.values.has(node)) this.values.set(node, this.shared(node))
  }

  nameOf(tensor: Tensor): string {
    const names = this.values.get(tensor.node)
    if (!names) throw new Error(`input ${tensor.node.attributes.name} of another trace was used`)
    return names[tensor.index]
  }

  private shared(node: Node): readonly string[] {
    const inputs = node.inputs.map((input) => this.nameOf(input))
    if (node.row.onnx === 'Alias') return inputs.slice(0, node.outputs.length)
    if (isInput(node)) throw new Error(`input ${node.attributes.name} belongs to another traced function`)
    const key = node.value ? constantKey(node.value) : stepKey(node, inputs)
    const known = this.seen.get(key)
    if (known) return known
    const names = node.value ? this.addConstant(node.value) : this.addStep(node, inputs)
    this.seen.set(key, names)
    return names
  }

  private addConstant(value: NdArray): readonly string[] {
    const name = `c${this.constants.length}`
    this.constants.push({ name, value })
    return [name]
  }

  private addStep(node: Node, inputs: readonly string[]): readonly string[] {
    const name = `${node.row.onnx}.${this.steps.length}`
    const outputs = node.outputs.map((_, i) => (i === 0 ? name : `${name}:${i}`))
    this.steps.push({ node, inputs, outputs })
    return outputs
  }
}

function constantKey(value: NdArray): unknown {
  if (elementCount(value.shape) > comparedElements) return value.file ? `${value.file.path}@${value.file.offset}` : value.data
  const bits = new Uint8Array(value.data.buffer, value.data.byteOffset, value.data.byteLength)
  return `${value.dtype} ${value.shape} ${bits}`
}

function stepKey(node: Node, inputs: readonly string[]): string {
  const operands = node.operands.map(({ sizes, scalar }) => (scalar ? formatSize(sizes[0]) : formatShape(sizes)))
  return [node.row.onnx, node.row.name, inputs.join(), operands.join(';'), JSON.stringify(node.attributes), node.outputs.length].join('|')
}
