import type { Backend } from './backends/backend.ts'
import { callerLine, EngineError, RuntimeError } from './errors.ts'
import type { Graph, Step } from './graph.ts'
import { encode } from './onnx/encode.ts'
import { formatShape, isFloat } from './shape.ts'
import type { NdArray } from './tensor.ts'

/**
 * A failure of the runtime with the step that it names: the operation, its operands and the line that wrote it. `graph` comes from a
 * second trace with sites.
 */
export function explainFailure(error: RuntimeError, graph: Graph): RuntimeError {
  const name = error.message.match(/[Nn]ame: ?'([^'/]+)/)?.[1]
  const step = graph.steps.find(({ outputs }) => outputs[0] === name)
  return step ? new RuntimeError(`${describe(step)} failed: ${(error.cause as Error).message}`, { cause: error.cause }) : error
}

/** The error for NaN in a result: runs the program again, all steps open, and names the first one that made NaN from numbers. */
export async function explainNaN(graph: Graph, inputs: readonly NdArray[], backend: Backend, run: number): Promise<EngineError> {
  const given = graph.inputs.filter((_, i) => hasNaN(inputs[i])).map(({ tensor }) => tensor.node.attributes.name)
  if (given.length > 0) return new EngineError('engine/nan', `run ${run} was given NaN in argument ${given.join(', ')}`)
  const steps = graph.steps.filter(({ node }) => node.outputs.every(({ dtype }) => isFloat(dtype)))
  using session = await backend.load(encode({ ...graph, outputs: steps.map(({ outputs }) => outputs[0]) }), {})
  const values = await session.run(inputs)
  const first = steps[values.findIndex(hasNaN)]
  return new EngineError('engine/nan', `run ${run} gave NaN${first ? `, first made by ${describe(first)}` : ''}`)
}

export function hasNaN({ data, dtype }: NdArray): boolean {
  if (dtype !== 'float32' && dtype !== 'float64') return false
  return (data as Float32Array).some(Number.isNaN)
}

function describe({ node }: Step): string {
  const operands = node.inputs.map(({ dtype, shape }) => `${dtype} ${formatShape(shape)}`).join(' and ')
  const line = callerLine(node.site?.stack)
  return `${node.row.name} of ${operands}${line ? ` at ${line}` : ''}`
}
