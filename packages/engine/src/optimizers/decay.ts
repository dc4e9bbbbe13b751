import { type Parameter, stateless, type Transform } from './optimizer.ts'

/** Matrices and embeddings decay, biases and norm weights do not: the usual choice for transformers. */
export function decaysMatrices({ shape }: Parameter): boolean {
  return shape.length >= 2
}

/** Adds weightDecay · parameter to the updates: decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101), before the rate. */
export function addDecayedWeights(weightDecay: number, decays: (parameter: Parameter) => boolean = decaysMatrices): Transform {
  return stateless((updates, parameters) => {
    parameters.forEach((parameter, index) => {
      if (!decays(parameter)) return
      const update = updates[index]
      for (let i = 0; i < update.length; i++) update[i] += weightDecay * parameter.data[i]
    })
  })
}
