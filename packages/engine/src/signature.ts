import { axisNames, evaluateSize, formatSize, isDim, parseSize, type Size } from './dim.ts'
import { EngineError, ShapeError } from './errors.ts'
import type { Shape } from './shape.ts'
import { isNdArray, type NdArray } from './tensor.ts'
import { join } from './tree.ts'

/** Axes by argument path: `{ 'batch.ids': ['batch', 'length'], 'cache.*': ['batch', null, 'past', null] }`. */
export type Dims = Readonly<Record<string, readonly (string | number | null)[]>>

/** One argument of one call: its arrays, what a compiled graph depends on (`key`), and the axes that it gives values to. */
export type Described = {
  readonly arrays: readonly NdArray[]
  readonly key: string
  readonly axes: readonly { readonly path: string; readonly size: Size; readonly value: number }[]
}

/** Reads arguments against the axes named in `dims`. */
export class SignatureReader {
  private readonly patterns: readonly { readonly parts: readonly string[]; readonly shape: readonly (Size | null)[] }[]
  private readonly shapes = new Map<string, readonly (Size | null)[] | undefined>()
  private readonly names: readonly string[]

  constructor(dims: Dims, names: readonly string[]) {
    this.names = names
    this.patterns = Object.entries(dims).map(([path, axes]) => ({
      parts: path.split('.'),
      shape: axes.map((axis) => (typeof axis === 'string' ? parseSize(axis) : axis)),
    }))
  }

  /** Argument `index` with the name that `dims` may use for it. */
  describe(argument: unknown, index: number): Described {
    const described = { arrays: [] as NdArray[], keys: [] as string[], axes: [] as { path: string; size: Size; value: number }[] }
    this.visit(argument, String(index), described)
    return { arrays: described.arrays, key: described.keys.join('|'), axes: described.axes }
  }

  /** The shape that an array at this path has in the graph: named axes symbolic, the others as they are. */
  shapeOf(array: NdArray, path: string): Shape {
    const pattern = this.pattern(path)
    if (!pattern) return array.shape
    if (pattern.length !== array.shape.length) {
      throw new ShapeError(`${this.display(path)} has shape [${array.shape.join(', ')}], dims names ${pattern.length} axes`)
    }
    return pattern.map((size, axis) => (size === null ? array.shape[axis] : size))
  }

  /** The argument path as a person would write it. */
  display(path: string): string {
    const [index, ...rest] = path.split('.')
    return [this.names[Number(index)] || `argument ${index}`, ...rest].join('.')
  }

  /** Throws EngineError when `dims` speaks of an argument that is not there: its axes would silently be static. */
  checkHeads(count: number): void {
    const known = [...Array(count).keys()].flatMap((index) => [String(index), this.names[index] ?? ''])
    const unknown = this.patterns.find(({ parts }) => !known.includes(parts[0]) && !this.names.includes(parts[0]))
    if (!unknown) return
    const names = this.names.map((name, index) => name || String(index)).join(', ')
    throw new EngineError(
      'engine/argument',
      `dims names "${unknown.parts.join('.')}", but the arguments are ${names || `0 to ${count - 1}`}`,
    )
  }

  private visit(
    value: unknown,
    path: string,
    into: { arrays: NdArray[]; keys: string[]; axes: { path: string; size: Size; value: number }[] },
  ): void {
    if (isNdArray(value)) {
      const shape = this.shapeOf(value, path)
      into.arrays.push(value)
      into.keys.push(`${path}:${value.dtype}[${shape.map(formatSize)}]`)
      for (const [axis, size] of shape.entries()) {
        if (size !== value.shape[axis]) into.axes.push({ path, size, value: value.shape[axis] })
      }
    } else if (Array.isArray(value)) for (let i = 0; i < value.length; i++) this.visit(value[i], join(path, String(i)), into)
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) this.visit(item, join(path, key), into)
    else into.keys.push(`${path}=${this.fixed(value, path)}`)
  }

  private fixed(value: unknown, path: string): string {
    if (typeof value !== 'function' && typeof value !== 'symbol') return `${typeof value} ${value}`
    throw new EngineError(
      'engine/argument',
      `${this.display(path)} is a ${typeof value}: a compiled function takes arrays and plain values, close over the rest`,
    )
  }

  private pattern(path: string): readonly (Size | null)[] | undefined {
    if (!this.shapes.has(path)) {
      const [index, ...rest] = path.split('.')
      const heads = [index, this.names[Number(index)]]
      const found = this.patterns.find(({ parts }) => heads.includes(parts[0]) && matches(parts.slice(1), rest))
      this.shapes.set(path, found?.shape)
    }
    return this.shapes.get(path)
  }

  /** The value of every axis in a call. Throws ShapeError where two arrays disagree. */
  axisValues(described: readonly Described[]): Map<string, number> {
    const values = new Map<string, number>()
    const all = described.flatMap((argument) => argument.axes)
    for (const { path, size, value } of all) {
      if (!isDim(size) || axisNames(size).join() !== size.text) continue
      if ((values.get(size.text) ?? value) !== value)
        throw new ShapeError(`${this.display(path)} has ${value} as axis "${size.text}", another array has ${values.get(size.text)}`)
      values.set(size.text, value)
    }
    for (const { path, size, value } of all) {
      const expected = evaluateSize(size, values)
      if (expected !== value)
        throw new ShapeError(`${this.display(path)} has an axis of ${value}, dims says ${formatSize(size)} = ${expected}`)
    }
    return values
  }
}

/** `*` stands for one part, `**` at the end for any number of them. */
function matches(pattern: readonly string[], path: readonly string[]): boolean {
  if (pattern.at(-1) === '**') return path.length >= pattern.length - 1 && matches(pattern.slice(0, -1), path.slice(0, pattern.length - 1))
  return pattern.length === path.length && pattern.every((part, i) => part === '*' || part === path[i])
}
