import type { Backend } from './backends/backend.ts'
import { GradientError } from './errors.ts'
import { vjp } from './grad.ts'
import { type Arrays, jit } from './jit.ts'
import { createRandom, type Random } from './random.ts'
import { type DType, isFloat } from './shape.ts'
import { convert, isNdArray, type NdArray, type Tensor } from './tensor.ts'
import { flatten, mapTree, type Tree } from './tree.ts'

export type GradientCheck = {
  /** Largest relative error over all arguments. */
  readonly worst: number
  /** Largest relative error of each argument, by its path. */
  readonly errors: Readonly<Record<string, number>>
}

export type CheckOptions = {
  /** Precision of the check: float64 by default, in which errors stay below 1e-7 for smooth functions. */
  readonly dtype?: 'float64' | 'float32'
  /** Half the distance of the two points of a difference. */
  readonly step?: number
  readonly seed?: number
  readonly backend?: Backend
}

/** Steps that balance the error of the difference (step²) and rounding (precision/step). */
const steps = { float64: 1e-5, float32: 1e-2 }

/** An argument of up to this many elements is checked element by element, a larger one along that many random directions. */
const directionCount = 24

/**
 * Compares the gradients of `f`, which returns one tensor of any shape, with central differences of its values.
 * Arguments are trees of arrays; whole-number ones stay as they are. The error of an argument is the largest
 * difference over the largest derivative.
 * @example const { worst } = await checkGradients((x: Tensor) => tanh(x), [random.normal([3])])
 */
export async function checkGradients<Args extends unknown[]>(
  f: (...args: Args) => Tensor,
  args: Arrays<Args>,
  options: CheckOptions = {},
): Promise<GradientCheck> {
  const { dtype = 'float64', step = steps[dtype], seed = 1, backend } = options
  const random = createRandom(seed)
  const point = mapTree(args, isNdArray, (leaf) => copyAs(leaf, dtype)) as Tree<NdArray>[]
  using value = jit(f as (...args: unknown[]) => Tensor, { backend, threads: 1 })
  const output = await value(...point)
  const cotangent = convert(random.normal(output.shape), output.dtype)
  using pull = jit((seedTensor: Tensor, ...rest: unknown[]) => vjp(f as (...args: unknown[]) => Tensor, ...rest)[1](seedTensor), {
    backend,
  })
  const gradients = flatten(await pull(cotangent, ...point), isNdArray)
  const errors: Record<string, number> = {}
  for (const [i, { path, value: leaf }] of flatten(point, isNdArray).entries()) {
    if (!isFloat(leaf.dtype)) continue
    const loss = async () => dot((await value(...point)).data, cotangent.data)
    errors[path] = await compare(leaf, gradients[i].value, loss, step, random)
  }
  if (Object.keys(errors).length === 0) throw new GradientError('checkGradients found no floating point argument')
  return { worst: Math.max(...Object.values(errors)), errors }
}

async function compare(leaf: NdArray, gradient: NdArray, loss: () => Promise<number>, step: number, random: Random): Promise<number> {
  let [difference, scale] = [0, 0]
  for (const direction of directions(leaf.data.length, random)) {
    const numeric = await slope(leaf, direction, loss, step)
    const exact = dot(gradient.data, direction)
    difference = Math.max(difference, nanAsInfinite(Math.abs(exact - numeric)))
    scale = Math.max(scale, Math.abs(exact), Math.abs(numeric))
  }
  return difference === 0 ? 0 : difference / scale
}

/** Central difference along a direction; the argument is changed in place and put back. */
async function slope(leaf: NdArray, direction: Float64Array, loss: () => Promise<number>, step: number): Promise<number> {
  const data = leaf.data as Float64Array
  const before = data.slice()
  const at = async (distance: number) => {
    for (let i = 0; i < data.length; i++) data[i] = before[i] + distance * direction[i]
    return loss()
  }
  const rise = (await at(step)) - (await at(-step))
  data.set(before)
  return rise / (2 * step)
}

function directions(length: number, random: Random): Float64Array[] {
  if (length <= directionCount) return Array.from({ length }, (_, i) => new Float64Array(length).fill(1, i, i + 1))
  return Array.from({ length: directionCount }, () => Float64Array.from(random.normal([length]).data as Float32Array))
}

function dot(a: NdArray['data'], b: NdArray['data']): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += Number(a[i]) * Number(b[i])
  return sum
}

function nanAsInfinite(value: number): number {
  return Number.isNaN(value) ? Infinity : value
}

function copyAs(leaf: NdArray, dtype: DType): NdArray {
  if (!isFloat(leaf.dtype)) return leaf
  const converted = convert(leaf, dtype)
  return { ...converted, data: converted.data.slice() }
}
