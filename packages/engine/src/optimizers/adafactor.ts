import { chain, type Optimizer, type Parameter, type Transform, type TransformState } from './optimizer.ts'
import { type Rate, scaleByRate } from './schedule.ts'

type Options = { decayPower?: number; clipThreshold?: number; epsilon?: number }

/**
 * Adafactor's direction (Shazeer and Stern, arXiv 1804.04235, algorithms 4 and 5): the second moment of a matrix is kept as row and
 * column means, β2 at step t is 1 − t^(−0.8), and the update is divided by max(1, its root mean square / threshold).
 * A parameter of rank 3 or more is read as a matrix [product of the first axes, last axis].
 */
export function scaleByAdafactor({ decayPower = 0.8, clipThreshold = 1, epsilon = 1e-30 }: Options = {}): Transform {
  return {
    init: (parameters) => ({
      step: 0,
      arrays: {
        rows: parameters.map((parameter) => new Float32Array(isMatrix(parameter) ? rowCount(parameter) : 0)),
        columns: parameters.map((parameter) => new Float32Array(isMatrix(parameter) ? columnCount(parameter) : 0)),
        square: parameters.map((parameter) => new Float32Array(isMatrix(parameter) ? 0 : parameter.data.length)),
      },
    }),
    update: (updates, state, parameters) => {
      const beta = 1 - (++state.step) ** -decayPower
      parameters.forEach((parameter, index) => {
        const update = updates[index]
        if (isMatrix(parameter)) scaleMatrix(update, columnCount(parameter), state, index, beta, epsilon)
        else scaleVector(update, state.arrays.square[index], beta, epsilon)
        clipByRootMeanSquare(update, clipThreshold)
      })
    },
  }
}

/** Adafactor with a given rate (no relative step size, no momentum): state of m + n instead of m · n numbers a matrix. */
export function adafactor({ rate, ...options }: Options & { rate: Rate }): Optimizer {
  return chain(scaleByAdafactor(options), scaleByRate(rate))
}

function isMatrix({ shape }: Parameter): boolean {
  return shape.length >= 2
}

function columnCount({ shape }: Parameter): number {
  return shape.at(-1)!
}

function rowCount(parameter: Parameter): number {
  return parameter.data.length / columnCount(parameter)
}

function scaleMatrix(update: Float32Array, width: number, state: TransformState, index: number, beta: number, epsilon: number): void {
  const rows = state.arrays.rows[index]
  const columns = state.arrays.columns[index]
  const rowMeans = new Float64Array(rows.length)
  const columnMeans = new Float64Array(width)
  for (let i = 0; i < update.length; i++) {
    const square = update[i] ** 2 + epsilon
    rowMeans[Math.floor(i / width)] += square / width
    columnMeans[i % width] += square / rows.length
  }
  mixIn(rows, rowMeans, beta)
  mixIn(columns, columnMeans, beta)
  const meanOfRows = rows.reduce((sum, value) => sum + value, 0) / rows.length
  for (let i = 0; i < update.length; i++) update[i] /= Math.sqrt((rows[Math.floor(i / width)] * columns[i % width]) / meanOfRows)
}

function scaleVector(update: Float32Array, square: Float32Array, beta: number, epsilon: number): void {
  for (let i = 0; i < update.length; i++) {
    square[i] = beta * square[i] + (1 - beta) * (update[i] ** 2 + epsilon)
    update[i] /= Math.sqrt(square[i])
  }
}

function mixIn(kept: Float32Array, fresh: Float64Array, beta: number): void {
  for (let i = 0; i < kept.length; i++) kept[i] = beta * kept[i] + (1 - beta) * fresh[i]
}

function clipByRootMeanSquare(update: Float32Array, threshold: number): void {
  let sum = 0
  for (let i = 0; i < update.length; i++) sum += update[i] ** 2
  const factor = Math.max(1, Math.sqrt(sum / update.length) / threshold)
  if (factor > 1) for (let i = 0; i < update.length; i++) update[i] /= factor
}
