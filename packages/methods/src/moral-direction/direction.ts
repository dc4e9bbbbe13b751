import { dot, meanOf, normalized, principalComponents, project } from './principal-components.ts'
import { wardClusters } from './ward-clusters.ts'

/** An axis in an embedding space along which norms are read: towards 1 what texts speak well of, towards -1 what they condemn. */
export type Direction = {
  /** [d]: where the axis starts. */
  readonly mean: Float64Array
  /** [d], length 1. */
  readonly axis: Float64Array
  /** What a raw projection is divided by: the largest absolute one of the verbs it was fitted on. */
  readonly scale: number
  /** Share of the verbs' variance along the axis. */
  readonly explained: number
}

/**
 * The paper's moral direction: the first principal component of the verbs' embeddings [n, d]. Its sign is arbitrary, so the verbs are
 * clustered in two on the components, and the cluster without `kill` is the positive one; no human rating is looked at.
 * Throws RangeError where `kill` is not among the verbs.
 */
export function fitDirection(verbs: readonly string[], rows: readonly Float64Array[], components = 5): Direction {
  const kill = verbs.indexOf('kill')
  if (kill < 0) throw new RangeError('the verbs must hold "kill": the cluster without it gives the sign of the direction')
  const fitted = principalComponents(rows, components)
  const points = rows.map((row) => project(fitted, row))
  const cluster = wardClusters(points, 2)
  const positive = points.filter((_, i) => cluster[i] !== cluster[kill])
  const sign = Math.sign(positive.reduce((sum, point) => sum + point[0], 0)) || 1
  const axis = fitted.axes[0].map((value) => sign * value)
  return { mean: fitted.mean, axis, scale: largest(points.map((point) => point[0])), explained: fitted.explained[0] }
}

/** The plainer rival: from the mean of the negative verbs to the mean of the positive ones, through the mean of all. */
export function meanDifference(positive: readonly Float64Array[], negative: readonly Float64Array[]): Direction {
  const [up, down] = [meanOf(positive), meanOf(negative)]
  return along(normalized(up.map((value, i) => value - down[i])), [...positive, ...negative])
}

/** A control: any axis through the mean of the rows. */
export function along(axis: Float64Array, rows: readonly Float64Array[]): Direction {
  const mean = meanOf(rows)
  const projections = rows.map((row) => dot(axis, row) - dot(axis, mean))
  const variance = rows.reduce((sum, row) => sum + row.reduce((square, value, i) => square + (value - mean[i]) ** 2, 0), 0)
  return { mean, axis, scale: largest(projections), explained: projections.reduce((sum, value) => sum + value * value, 0) / variance }
}

/** Position of an embedding [d] along the direction; 1 and -1 are the outermost verbs, a phrase may lie beyond. */
export function scoreAlong({ mean, axis, scale }: Direction, row: ArrayLike<number>): number {
  return (dot(axis, row) - dot(axis, mean)) / scale
}

function largest(values: readonly number[]): number {
  return Math.max(...values.map(Math.abs)) || 1
}
