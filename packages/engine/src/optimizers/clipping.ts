import { stateless, type Transform } from './optimizer.ts'

/** 2-norm over all arrays together, summed in float64. */
export function globalNorm(arrays: readonly Float32Array[]): number {
  let sum = 0
  for (const array of arrays) for (let i = 0; i < array.length; i++) sum += array[i] * array[i]
  return Math.sqrt(sum)
}

/** Multiplies all gradients by min(1, maxNorm / (norm + 1e-6)): the form that PyTorch's clip_grad_norm_ uses (Pascanu et al., arXiv 1211.5063). */
export function clipByGlobalNorm(maxNorm: number): Transform {
  return stateless((updates) => {
    const factor = Math.min(1, maxNorm / (globalNorm(updates) + 1e-6))
    if (factor < 1) for (const update of updates) for (let i = 0; i < update.length; i++) update[i] *= factor
  })
}
