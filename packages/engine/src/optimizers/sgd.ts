import { chain, type Optimizer, type Transform, zerosLike } from './optimizer.ts'
import { type Rate, scaleByRate } from './schedule.ts'

/** Heavy-ball momentum: velocity ← momentum · velocity + gradient; Nesterov looks one step ahead (Sutskever et al. 2013). */
export function trace(momentum: number, nesterov = false): Transform {
  return {
    init: (parameters) => ({ step: 0, arrays: { velocity: zerosLike(parameters) } }),
    update: (updates, state) => {
      state.step++
      updates.forEach((update, index) => {
        const velocity = state.arrays.velocity[index]
        for (let i = 0; i < update.length; i++) {
          velocity[i] = momentum * velocity[i] + update[i]
          update[i] = nesterov ? momentum * velocity[i] + update[i] : velocity[i]
        }
      })
    },
  }
}

/** Gradient descent, with momentum where it is above 0. */
export function sgd({ rate, momentum = 0, nesterov = false }: { rate: Rate; momentum?: number; nesterov?: boolean }): Optimizer {
  return momentum > 0 ? chain(trace(momentum, nesterov), scaleByRate(rate)) : chain(scaleByRate(rate))
}
