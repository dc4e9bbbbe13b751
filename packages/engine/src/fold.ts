import type { Backend } from './backends/backend.ts'
import { isDim } from './dim.ts'
import type { Graph, Step } from './graph.ts'
import { encode } from './onnx/encode.ts'
import { elementCount, staticShape } from './tensor.ts'

/** Results larger than this are left to the runtime, and so are steps that read larger constants. */
const foldedElements = 1 << 20

/** The graph with every step that depends on constants alone replaced by its value, computed once by the backend itself. */
export async function foldConstants(graph: Graph, backend: Backend): Promise<Graph> {
  const fixed = new Set(graph.constants.filter(({ value }) => elementCount(value.shape) <= foldedElements).map(({ name }) => name))
  const foldable = graph.steps.filter((step) => {
    if (!isFoldable(step, fixed)) return false
    for (const name of step.outputs) fixed.add(name)
    return true
  })
  if (foldable.length === 0) return graph
  const kept = graph.steps.filter((step) => !foldable.includes(step))
  const used = new Set([...kept.flatMap((step) => step.inputs), ...graph.outputs])
  const names = foldable.flatMap((step) => step.outputs).filter((name) => used.has(name))
  using session = await backend.load(encode({ inputs: [], constants: graph.constants, steps: foldable, outputs: names }), { threads: 1 })
  const values = await session.run([])
  const constants = [...graph.constants, ...names.map((name, i) => ({ name, value: values[i] }))]
  const needed = new Set([...used, ...names])
  return { ...graph, steps: kept, constants: constants.filter(({ name }) => needed.has(name)) }
}

function isFoldable({ node, inputs }: Step, fixed: ReadonlySet<string>): boolean {
  const symbolic = node.operands.some(({ sizes }) => sizes.some(isDim))
  const isSmall = node.outputs.every(({ shape }) => elementCount(staticShape(shape) ?? [Infinity]) <= foldedElements)
  return !symbolic && isSmall && inputs.every((name) => fixed.has(name))
}
