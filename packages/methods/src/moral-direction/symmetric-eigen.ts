/** Eigenvalues in descending order, with their unit eigenvectors (vectors[i] belongs to values[i]). */
export type Eigen = { readonly values: Float64Array; readonly vectors: readonly Float64Array[] }

/** Convergence is quadratic: 64 × 64 takes about eight. */
const mostSweeps = 40

/**
 * Every eigenpair of a symmetric matrix [n, n] by cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, algorithm 8.5.3):
 * slow for large n, exact to rounding and without any choice of start. The signs of the vectors are arbitrary.
 * Throws RangeError unless square.
 */
export function symmetricEigen(matrix: readonly Float64Array[]): Eigen {
  const n = matrix.length
  if (matrix.some((row) => row.length !== n))
    throw new RangeError(`an eigen decomposition takes a square matrix, got ${n} rows of ${matrix[0].length}`)
  const a = matrix.map((row) => row.slice())
  const vectors = a.map((_, i) => Float64Array.from({ length: n }, (_, j) => Number(i === j)))
  for (let sweep = 0; sweep < mostSweeps && offDiagonal(a) > 0; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, p, q)
  }
  const order = Array.from(a.keys()).sort((i, j) => a[j][j] - a[i][i])
  return {
    values: Float64Array.from(order, (i) => a[i][i]),
    vectors: order.map((i) => Float64Array.from(vectors, (row) => row[i])),
  }
}

/** Sum of squares off the diagonal; 0 once it is rounding: 1e-14 of the diagonal's length, which a sweep more would not lower. */
function offDiagonal(a: readonly Float64Array[]): number {
  let off = 0
  let diagonal = 0
  for (const [i, row] of a.entries()) {
    for (const [j, value] of row.entries()) {
      if (i === j) diagonal += value * value
      else off += value * value
    }
  }
  return off <= 1e-28 * diagonal ? 0 : off
}

/** Turns the plane of p and q so that a[p][q] becomes 0. */
function rotate(a: readonly Float64Array[], vectors: readonly Float64Array[], p: number, q: number): void {
  if (a[p][q] === 0) return
  const theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1))
  const cos = 1 / Math.hypot(t, 1)
  const sin = t * cos
  for (const row of a) turn(row, p, q, cos, sin)
  const rowP = a[p]
  const rowQ = a[q]
  for (let k = 0; k < a.length; k++) {
    const x = rowP[k]
    const y = rowQ[k]
    rowP[k] = cos * x - sin * y
    rowQ[k] = sin * x + cos * y
  }
  for (const row of vectors) turn(row, p, q, cos, sin)
}

function turn(row: Float64Array, p: number, q: number, cos: number, sin: number): void {
  const x = row[p]
  const y = row[q]
  row[p] = cos * x - sin * y
  row[q] = sin * x + cos * y
}
