import { createRandom, type NdArray, zeros } from '@offprint/engine'

import type { ParameterShapes } from '../architectures/architecture.ts'

/** Standard deviation of embedding rows (GPT-2): with tied output the first logits are small. */
const tableDeviation = 0.02

/**
 * Fresh parameters for training: embedding rows are small, matrices [out, in] keep the variance of their input (1/√in), norms are one,
 * biases zero. What a block adds to the residual stream begins at zero, so that each block is the identity at first (arXiv 2203.03466, D.2).
 * Optional ones (a tied output matrix) are left out. The same seed gives the same values.
 */
export function initializeParameters(shapes: ParameterShapes, seed: number): Record<string, NdArray> {
  const random = createRandom(seed)
  const parameters: Record<string, NdArray> = {}
  for (const [name, { shape, optional }] of Object.entries(shapes)) {
    if (optional) continue
    if (shape.length === 1 && name.endsWith('.weight')) parameters[name] = ones(shape)
    else if (shape.length === 1 || addsToResidual.test(name)) parameters[name] = zeros(shape)
    else parameters[name] = random.normal(shape, name.includes('embed') ? tableDeviation : 1 / Math.sqrt(shape[1]))
  }
  return parameters
}

const addsToResidual = /(o_proj|down_proj)\.weight$/

function ones(shape: readonly number[]): NdArray {
  const array = zeros(shape)
  ;(array.data as Float32Array).fill(1)
  return array
}
