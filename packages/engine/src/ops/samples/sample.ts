import { createRandom, type Random } from '../../random.ts'
import { elementCount, type NdArray, ndarray, type Tensor } from '../../tensor.ts'

/** One use of an operation: arguments, and a slow plain version of the result, flat and in row-major order. */
export type Sample = {
  readonly args: readonly NdArray[]
  readonly run: (...args: Tensor[]) => Tensor
  readonly plain: (...args: readonly View[]) => readonly number[]
  /** Why axes cannot be symbolic here. */
  readonly fixed?: string
  /** The derivative of finite differences is not this one: `stopGradient`. */
  readonly stops?: true
}

/** Samples by the exported name of the operation. */
export type Samples = Readonly<Record<string, readonly Sample[]>>

/** Elements by index. */
export type View = { readonly shape: readonly number[]; readonly at: (...index: number[]) => number; readonly flat: readonly number[] }

const random: Random = createRandom(20)

export function normal(...shape: number[]): NdArray {
  return random.normal(shape)
}

export function between(low: number, high: number, ...shape: number[]): NdArray {
  return random.uniform(shape, low, high)
}

export function ids(values: readonly number[], ...shape: number[]): NdArray {
  return ndarray(Int32Array.from(values), shape)
}

export function view(array: NdArray): View {
  const flat = Array.from(array.data as Float64Array, Number)
  const at = (...index: number[]) => flat[index.reduce((place, i, axis) => place * array.shape[axis] + i, 0)]
  return { shape: array.shape, at, flat }
}

/** The value at every index of a shape, last axis fastest. */
export function each(shape: readonly number[], value: (...index: number[]) => number): number[] {
  return Array.from({ length: elementCount(shape) }, (_, place) => value(...indexOf(place, shape)))
}

export function range(n: number): number[] {
  return [...Array(n).keys()]
}

/** Σ value(i) for i < n. */
export function total(n: number, value: (i: number) => number): number {
  return range(n).reduce((sum, i) => sum + value(i), 0)
}

/** A sample of one operand, element by element. */
export function elementwise(x: NdArray, run: (x: Tensor) => Tensor, value: (x: number) => number): Sample {
  return { args: [x], run, plain: ({ flat }) => flat.map(value) }
}

/** Two samples of a pair of operands: one shape, and [3, 4] with [4]. */
export function pairwise(a: NdArray, b: NdArray, run: (a: Tensor, b: Tensor) => Tensor, value: (a: number, b: number) => number): Sample[] {
  const row = ndarray(b.data.slice(0, a.shape[1]), [a.shape[1]])
  const plain = (x: View, y: View) => x.flat.map((item, i) => value(item, y.flat[i % y.flat.length]))
  return [b, row].map((other) => ({ args: [a, other], run, plain }))
}

function indexOf(place: number, shape: readonly number[]): number[] {
  const index: number[] = []
  for (let axis = shape.length - 1, rest = place; axis >= 0; axis--) {
    index.unshift(rest % shape[axis])
    rest = Math.floor(rest / shape[axis])
  }
  return index
}
