import { formatSize, isDim } from '../dim.ts'
import type { Graph, Step } from '../graph.ts'
import type { DType, Shape } from '../shape.ts'
import { type Attributes, bytesPerElement, elementCount, type NdArray } from '../tensor.ts'
import { finish, type Message, message, writeBytes, writeFloat, writeInteger, writeMessage, writeString } from './protobuf.ts'
import { SizeWriter } from './sizes.ts'

/** A graph as ONNX bytes. Large constants stay outside, under their names, so that they are never copied here. */
export type Model = {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly external: External['arrays']
  /** The folder of the files that constants are mapped from. */
  readonly folder?: string
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  /** Some value is float64: runtimes fuse nodes that they have in float32 only. */
  readonly isDouble: boolean
}

/** Constants that are not in the model's bytes: arrays by a name of their own, files by their name in one folder. */
type External = { readonly arrays: { readonly path: string; readonly data: Uint8Array }[]; folder?: string }

// Numbers of onnx.proto3: IR version 10 goes with operator set 21, both known to ONNX Runtime 1.20 and later.
const irVersion = 10
const operatorSet = 21
const elementTypes = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9, float16: 10, float64: 11 } as const satisfies Record<
  DType,
  number
>
const modelFields = { irVersion: 1, producer: 2, graph: 7, operatorSet: 8 }
const graphFields = { node: 1, name: 2, initializer: 5, input: 11, output: 12 }
const nodeFields = { input: 1, output: 2, name: 3, type: 4, attribute: 5, domain: 7 }
const tensorFields = { dims: 1, type: 2, name: 8, raw: 9, external: 13, location: 14 }
const attributeFields = { name: 1, float: 2, integer: 3, string: 4, integers: 8, type: 20 }
const attributeTypes = { float: 1, integer: 2, string: 3, integers: 7 }

/** Constants from this size on are handed to the runtime beside the model; a protocol-buffer message ends at 2 GB. */
const externalBytes = 4096

/** Attributes that ONNX wants as float even where the value is whole. */
const floatAttributes = new Set(['alpha', 'beta', 'epsilon', 'scale', 'softcap'])

/** The ONNX model of a graph, with names `outputs[i]` = `out.i`. */
export function encode(graph: Graph): Model {
  const body = message()
  const external: External = { arrays: [] }
  const sizes = new SizeWriter(
    graph.inputs,
    (type, inputs, output, attributes) => writeNode(body, type, inputs, [output], attributes),
    (name, value) => writeTensor(body, name, value, external),
  )
  const outputNames = graph.outputs.map((_, i) => `out.${i}`)
  const names = resultNames(graph, outputNames)
  for (const step of graph.steps) writeStep(body, step, sizes, names)
  for (const [i, value] of graph.outputs.entries()) {
    if (names(value) !== outputNames[i]) writeNode(body, 'Identity', [names(value)], [outputNames[i]])
  }
  writeString(body, graphFields.name, 'offprint')
  for (const { name, value } of graph.constants) writeTensor(body, name, value, external)
  for (const { name, tensor } of graph.inputs) writeValue(body, graphFields.input, name, tensor.dtype, tensor.shape)
  for (const [i, dtype] of outputTypes(graph).entries()) writeValue(body, graphFields.output, outputNames[i], dtype)
  return {
    bytes: finish(wrapModel(body)),
    external: external.arrays,
    folder: external.folder,
    inputNames: graph.inputs.map(({ name }) => name),
    outputNames,
    isDouble: isDouble(graph),
  }
}

function isDouble(graph: Graph): boolean {
  return graph.steps.some(({ node }) => node.outputs.some(({ dtype }) => dtype === 'float64'))
}

function writeStep(body: Message, { node, inputs, outputs }: Step, sizes: SizeWriter, names: (value: string) => string): void {
  const operands = node.operands.map((operand) => sizes.write(operand))
  writeNode(body, node.row.onnx, [...inputs.map(names), ...operands], outputs.map(names), node.attributes, node.row.domain, outputs[0])
}

/** What a step computes for a result bears the result's name; inputs, constants and repeated results keep theirs. */
function resultNames({ steps, outputs }: Graph, outputNames: readonly string[]): (value: string) => string {
  const made = new Set(steps.flatMap((step) => step.outputs))
  const named = new Map(outputs.map((value, i) => [value, outputNames[i]] as const).filter(([value]) => made.has(value)))
  return (value) => named.get(value) ?? value
}

function wrapModel(body: Message): Message {
  const model = message()
  writeInteger(model, modelFields.irVersion, irVersion)
  writeString(model, modelFields.producer, 'offprint')
  writeMessage(model, modelFields.graph, body)
  for (const [domain, version] of [
    ['', operatorSet],
    ['com.microsoft', 1],
  ] as const) {
    const set = message()
    writeString(set, 1, domain)
    writeInteger(set, 2, version)
    writeMessage(model, modelFields.operatorSet, set)
  }
  return model
}

function writeNode(
  body: Message,
  type: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Attributes = {},
  domain = '',
  name = outputs[0],
): void {
  const node = message()
  for (const value of inputs) writeString(node, nodeFields.input, value)
  for (const value of outputs) writeString(node, nodeFields.output, value)
  writeString(node, nodeFields.name, name)
  writeString(node, nodeFields.type, type)
  writeString(node, nodeFields.domain, domain)
  for (const [key, value] of Object.entries(attributes)) writeAttribute(node, key, value)
  writeMessage(body, graphFields.node, node)
}

function writeAttribute(node: Message, name: string, value: Attributes[string]): void {
  const attribute = message()
  writeString(attribute, attributeFields.name, name)
  const kind = kindOf(name, value)
  if (name === 'to') writeInteger(attribute, attributeFields.integer, elementTypes[value as DType])
  else if (kind === 'string') writeString(attribute, attributeFields.string, value as string)
  else if (kind === 'integers') for (const item of value as number[]) writeInteger(attribute, attributeFields.integers, item)
  else if (kind === 'float') writeFloat(attribute, attributeFields.float, value as number)
  else writeInteger(attribute, attributeFields.integer, value as number)
  writeInteger(attribute, attributeFields.type, attributeTypes[kind])
  writeMessage(node, nodeFields.attribute, attribute)
}

function kindOf(name: string, value: Attributes[string]): keyof typeof attributeTypes {
  if (name === 'to') return 'integer'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'object') return 'integers'
  return floatAttributes.has(name) ? 'float' : 'integer'
}

function writeTensor(body: Message, name: string, value: NdArray, external: External): void {
  const tensor = message()
  for (const size of value.shape) writeInteger(tensor, tensorFields.dims, size)
  writeInteger(tensor, tensorFields.type, elementTypes[value.dtype])
  writeString(tensor, tensorFields.name, name)
  const sizeBytes = elementCount(value.shape) * bytesPerElement(value.dtype)
  if (sizeBytes < externalBytes) writeBytes(tensor, tensorFields.raw, bytesOf(value))
  else {
    const { location, offset } = place(name, value, external)
    const entries = { location, offset: String(offset), length: String(sizeBytes) }
    for (const [key, text] of Object.entries(entries)) writeEntry(tensor, key, text)
    writeInteger(tensor, tensorFields.location, 1)
  }
  writeMessage(body, graphFields.initializer, tensor)
}

/** Where the runtime finds a large constant: in its file, if that lies in the folder of the others, else among the arrays given with the model. */
function place(name: string, value: NdArray, external: External): { location: string; offset: number } {
  const cut = value.file ? value.file.path.lastIndexOf('/') : -1
  const folder = value.file?.path.slice(0, cut)
  if (value.file && cut >= 0 && (external.folder ?? folder) === folder) {
    external.folder = folder
    return { location: value.file.path.slice(cut + 1), offset: value.file.offset }
  }
  external.arrays.push({ path: name, data: bytesOf(value) })
  return { location: name, offset: 0 }
}

function bytesOf({ data }: NdArray): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

function writeEntry(tensor: Message, key: string, text: string): void {
  const entry = message()
  writeString(entry, 1, key)
  writeString(entry, 2, text)
  writeMessage(tensor, tensorFields.external, entry)
}

/** ValueInfoProto; without a shape the runtime infers it. */
function writeValue(body: Message, field: number, name: string, dtype: DType, shape?: Shape): void {
  const [value, type, tensor] = [message(), message(), message()]
  writeInteger(tensor, 1, elementTypes[dtype])
  if (shape) writeMessage(tensor, 2, shapeMessage(shape))
  writeMessage(type, 1, tensor)
  writeString(value, 1, name)
  writeMessage(value, 2, type)
  writeMessage(body, field, value)
}

function shapeMessage(shape: Shape): Message {
  const list = message()
  for (const size of shape) {
    const dimension = message()
    if (isDim(size)) writeString(dimension, 2, formatSize(size))
    else writeInteger(dimension, 1, size)
    writeMessage(list, 1, dimension)
  }
  return list
}

function outputTypes(graph: Graph): DType[] {
  const types = new Map<string, DType>()
  for (const { name, tensor } of graph.inputs) types.set(name, tensor.dtype)
  for (const { name, value } of graph.constants) types.set(name, value.dtype)
  for (const { node, outputs } of graph.steps) {
    for (const [i, name] of outputs.entries()) types.set(name, node.outputs[i].dtype)
  }
  return graph.outputs.map((name) => types.get(name) as DType)
}
