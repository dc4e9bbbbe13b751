import type { Graph, Step } from './graph.ts'
import type { Row } from './ops/op.ts'

const fusedRow: Row = { name: 'MatMul', onnx: 'FusedMatMul', domain: 'com.microsoft', gradient: 'none' }

/**
 * The graph with transposed operands taken into the matrix products that read them. ONNX Runtime does the same while loading, but gives the
 * new nodes a place of their own in the order of execution, which undoes the one that graph.ts chose.
 */
export function fuseTransposes(graph: Graph): Graph {
  const transposes = new Map(graph.steps.filter(swapsLastTwo).map((step) => [step.outputs[0], step.inputs[0]]))
  const fused = graph.steps.map((step) => fuse(step, transposes))
  const read = new Set([...fused.flatMap((step) => step.inputs), ...graph.outputs])
  return { ...graph, steps: fused.filter((step) => !transposes.has(step.outputs[0]) || read.has(step.outputs[0])) }
}

function fuse(step: Step, transposes: ReadonlyMap<string, string>): Step {
  const { node, inputs } = step
  if (node.row.onnx !== 'MatMul' || node.outputs[0].dtype !== 'float32') return step
  const [a, b] = inputs.map((name) => transposes.get(name))
  if (a === undefined && b === undefined) return step
  const attributes = { transA: a === undefined ? 0 : 1, transB: b === undefined ? 0 : 1 }
  return { ...step, node: { ...node, row: fusedRow, attributes }, inputs: [a ?? inputs[0], b ?? inputs[1]] }
}

function swapsLastTwo({ node }: Step): boolean {
  const perm = node.attributes.perm as readonly number[] | undefined
  if (node.row.onnx !== 'Transpose' || !perm) return false
  const rank = perm.length
  return perm.every((axis, i) => axis === (i < rank - 2 ? i : 2 * rank - 3 - i))
}
