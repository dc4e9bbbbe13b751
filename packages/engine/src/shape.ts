import { formatSize, isDim, type Size, sameSize } from './dim.ts'
import { ShapeError } from './errors.ts'

/** Sizes of the axes, outermost first. */
export type Shape = readonly Size[]

/** Element types. float16 travels as its bits in a Uint16Array, bool as 0 and 1 in a Uint8Array. */
export type DType = 'float32' | 'float64' | 'float16' | 'int32' | 'int64' | 'int8' | 'uint8' | 'bool'

export function isFloat(dtype: DType): boolean {
  return dtype.startsWith('float')
}

/** `[2, length, 8]`. */
export function formatShape(shape: Shape): string {
  return `[${shape.map(formatSize).join(', ')}]`
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, i) => sameSize(size, b[i]))
}

/** The common shape of two operands: axes are aligned at the end, an axis of size 1 stretches. */
export function broadcast(a: Shape, b: Shape, operation: string): Shape {
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, i) => {
    const x = a[i - rank + a.length] ?? 1
    const y = b[i - rank + b.length] ?? 1
    if (sameSize(x, y) || y === 1) return x
    if (x === 1) return y
    throw new ShapeError(
      `${operation} cannot combine shapes ${formatShape(a)} and ${formatShape(b)}: ${formatSize(x)} and ${formatSize(y)} differ at axis ${i - rank}`,
    )
  })
}

/** An axis counted from the front; negative ones count from the end. Throws ShapeError outside the rank. */
export function checkAxis(axis: number, rank: number, operation: string): number {
  const positive = axis < 0 ? axis + rank : axis
  if (Number.isInteger(axis) && positive >= 0 && positive < rank) return positive
  throw new ShapeError(`${operation} has no axis ${axis}: the tensor has ${rank} axes`)
}

/** The plain number of an axis that this operation cannot take as symbolic. */
export function needNumber(size: Size, operation: string, what: string): number {
  if (!isDim(size)) return size
  throw new ShapeError(`${operation} needs a number as ${what}, got the symbolic size ${size.text}: leave this axis out of \`dims\``)
}
