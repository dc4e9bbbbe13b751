import { symmetricEigen } from './symmetric-eigen.ts'

/** Unit axes of largest variance of rows [n, d] about their mean. */
export type PrincipalComponents = {
  /** [d] */
  readonly mean: Float64Array
  /** At most `count` unit vectors [d], largest variance first; their signs are arbitrary. */
  readonly axes: readonly Float64Array[]
  /** Share of the whole variance on each axis, 0-1. */
  readonly explained: readonly number[]
}

/**
 * Exact PCA of few long rows: the eigenvectors of the n × n matrix of inner products give the axes (the paper uses a full SVD, which
 * is the same up to signs). Axes without variance are left out. Throws RangeError for fewer than two rows.
 */
export function principalComponents(rows: readonly Float64Array[], count = 5): PrincipalComponents {
  if (rows.length < 2) throw new RangeError(`principal components need at least two rows, got ${rows.length}`)
  const mean = meanOf(rows)
  const centred = rows.map((row) => row.map((value, i) => value - mean[i]))
  const { values, vectors } = symmetricEigen(centred.map((a) => Float64Array.from(centred, (b) => dot(a, b))))
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0)
  const kept = Array.from(values.keys()).filter((i) => i < count && values[i] > 1e-12 * total)
  return {
    mean,
    axes: kept.map((i) => normalized(combine(centred, vectors[i]))),
    explained: kept.map((i) => values[i] / total),
  }
}

/** Coordinates of a row [d] on the axes, about the mean. */
export function project({ mean, axes }: Pick<PrincipalComponents, 'mean' | 'axes'>, row: ArrayLike<number>): Float64Array {
  const centred = Float64Array.from(row, (value, i) => value - mean[i])
  return Float64Array.from(axes, (axis) => dot(axis, centred))
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

/** Mean of rows [n, d] → [d]. */
export function meanOf(rows: readonly ArrayLike<number>[]): Float64Array {
  return combine(rows, new Float64Array(rows.length).fill(1 / rows.length))
}

/** The vector in its direction of length 1. Throws RangeError for the zero vector. */
export function normalized(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector))
  if (length === 0) throw new RangeError('a vector of length 0 has no direction')
  return vector.map((value) => value / length)
}

/** Σ weights[i] · rows[i]. */
function combine(rows: readonly ArrayLike<number>[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(rows[0].length)
  for (const [i, row] of rows.entries()) for (let j = 0; j < sum.length; j++) sum[j] += weights[i] * row[j]
  return sum
}
