import { isDim, type Size } from './dim.ts'
import { ShapeError } from './errors.ts'
import type { Row } from './ops/op.ts'
import type { DType, Shape } from './shape.ts'

export type TypedArray = Float32Array | Float64Array | Uint16Array | Int32Array | BigInt64Array | Int8Array | Uint8Array

/** Values: a typed array in row-major order with its shape. Data only; float16 holds bits, bool holds 0 and 1. */
export type NdArray = {
  readonly data: TypedArray
  readonly shape: readonly number[]
  readonly dtype: DType
  /**
   * Where the same bytes lie on disk. A large array baked into a graph is then mapped from there by runtimes that can, and `data` is not
   * touched: it may be a getter that reads the file only when asked.
   */
  readonly file?: { readonly path: string; readonly offset: number }
}

/** One step of a program. `operands` are whole numbers given as sizes (a target shape, slice bounds, axes). */
export type Node = {
  readonly row: Row
  readonly inputs: readonly Tensor[]
  readonly operands: readonly Integers[]
  readonly attributes: Attributes
  readonly outputs: readonly { readonly shape: Shape; readonly dtype: DType }[]
  /** Longest way from an input: inputs of a node are always less deep than the node. */
  readonly depth: number
  /** The array of a constant. */
  readonly value?: NdArray
  /** Where the step was written; only in traces made to explain an error, as stacks cost time. */
  readonly site?: Error
}

/** A list of whole numbers, or a single one (`scalar`), passed to the operation as int64. */
export type Integers = { readonly sizes: readonly Size[]; readonly scalar?: boolean }
export type Attributes = Readonly<Record<string, number | string | readonly number[]>>

/** A symbolic value: output `index` of a step of the program being traced. */
export type Tensor = { readonly node: Node; readonly index: number; readonly shape: Shape; readonly dtype: DType }

/** What operations take: a tensor, an array (becomes a constant) or a number (takes the other operand's dtype). */
export type Operand = Tensor | NdArray | number

const arrays = {
  float32: Float32Array,
  float64: Float64Array,
  float16: Uint16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
} as const satisfies Record<DType, unknown>

const inputRow: Row = { name: 'input', onnx: '', gradient: 'zero' }
const constantRow: Row = { name: 'constant', onnx: '', gradient: 'zero' }

export function isTensor(value: unknown): value is Tensor {
  return typeof value === 'object' && value !== null && 'node' in value && 'index' in value
}

export function isNdArray(value: unknown): value is NdArray {
  return (
    typeof value === 'object' && value !== null && 'data' in value && 'dtype' in value && 'shape' in value && Array.isArray(value.shape)
  )
}

/**
 * An array of values. The dtype follows the typed array; a plain list of numbers becomes `dtype`, float32 by default.
 * Throws ShapeError when the shape does not have as many elements as the data.
 */
export function ndarray(data: TypedArray | readonly number[], shape: readonly number[], dtype?: DType): NdArray {
  const type = dtype ?? (ArrayBuffer.isView(data) ? dtypeOf(data as TypedArray) : 'float32')
  const typed = ArrayBuffer.isView(data) ? (data as TypedArray) : fromNumbers(data as readonly number[], type)
  const count = elementCount(shape)
  if (typed.length !== count)
    throw new ShapeError(`an array of shape [${shape.join(', ')}] holds ${count} elements, ${typed.length} were given`)
  return { data: typed, shape, dtype: type }
}

export function zeros(shape: readonly number[], dtype: DType = 'float32'): NdArray {
  return { data: allocate(dtype, elementCount(shape)), shape, dtype }
}

/** One number as an array without axes: for values that change from call to call. */
export function scalar(value: number, dtype: DType = 'float32'): NdArray {
  return ndarray([value], [], dtype)
}

export function elementCount(shape: readonly number[]): number {
  return shape.reduce((count, size) => count * size, 1)
}

function allocate(dtype: DType, length: number): TypedArray {
  return new arrays[dtype](length)
}

export function bytesPerElement(dtype: DType): number {
  return arrays[dtype].BYTES_PER_ELEMENT
}

/** The same numbers as another dtype. float16 is not converted here. */
export function convert(array: NdArray, dtype: DType): NdArray {
  if (array.dtype === dtype) return array
  return { data: fromNumbers(Array.from(array.data as ArrayLike<number | bigint>, Number), dtype), shape: array.shape, dtype }
}

/** A tensor that stands for an argument of the traced function. */
export function input(shape: Shape, dtype: DType, name: string, site?: Error): Tensor {
  return single({ row: inputRow, inputs: [], operands: [], attributes: { name }, outputs: [{ shape, dtype }], depth: 0, site })
}

/** A tensor with fixed values. */
export function constant(value: NdArray): Tensor {
  const { shape, dtype } = value
  return single({ row: constantRow, inputs: [], operands: [], attributes: {}, outputs: [{ shape, dtype }], depth: 0, value })
}

/** Any operand as a tensor; a plain number takes `dtype`. */
export function tensor(operand: Operand, dtype: DType = 'float32'): Tensor {
  if (isTensor(operand)) return operand
  return constant(typeof operand === 'number' ? scalar(operand, dtype) : operand)
}

/** True for inputs and constants: what costs nothing to compute again. */
export function isLeaf(node: Node): boolean {
  return node.row === inputRow || node.row === constantRow
}

export function isInput(node: Node): boolean {
  return node.row === inputRow
}

/** The shape of a tensor without symbolic axes. */
export function staticShape(shape: Shape): readonly number[] | undefined {
  return shape.some(isDim) ? undefined : (shape as readonly number[])
}

function single(node: Node): Tensor {
  return { node, index: 0, ...node.outputs[0] }
}

function dtypeOf(data: TypedArray): DType {
  const found = (Object.keys(arrays) as DType[]).find((dtype) => data instanceof arrays[dtype])
  if (!found) throw new ShapeError(`${Object.prototype.toString.call(data)} holds no dtype of the engine: use Float32Array, Int32Array, …`)
  return found
}

function fromNumbers(numbers: readonly number[], dtype: DType): TypedArray {
  if (dtype === 'int64') return BigInt64Array.from(numbers, (value) => BigInt(Math.trunc(value)))
  return arrays[dtype].from(numbers)
}
