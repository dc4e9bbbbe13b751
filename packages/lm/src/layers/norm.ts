import { layerNorm, rmsNorm, type Tensor } from '@offprint/engine'
import type { Scope } from './scope.ts'

/** Root-mean-square norm over the last axis with the weight at `place` (arXiv 1910.07467). */
export function rootMeanSquareNorm(x: Tensor, place: Scope, epsilon: number): Tensor {
  return rmsNorm(x, place.tensor('weight'), epsilon)
}

/** Layer norm over the last axis with weight and bias at `place` (arXiv 1607.06450). */
export function norm(x: Tensor, place: Scope, epsilon: number): Tensor {
  return layerNorm(x, place.tensor('weight'), place.tensor('bias'), epsilon)
}
