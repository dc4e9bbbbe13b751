import { clipByGlobalNorm } from './clipping.ts'
import { addDecayedWeights } from './decay.ts'
import { chain, type Optimizer, type Parameter, type Transform, zerosLike } from './optimizer.ts'
import { type Rate, scaleByRate } from './schedule.ts'

type Moments = { beta1?: number; beta2?: number; epsilon?: number }

/** Adam's direction m̂ / (√v̂ + ε) with bias correction (Kingma and Ba, arXiv 1412.6980, algorithm 1). */
export function scaleByAdam({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: Moments = {}): Transform {
  return {
    init: (parameters) => ({ step: 0, arrays: { mean: zerosLike(parameters), square: zerosLike(parameters) } }),
    update: (updates, state) => {
      state.step++
      const { mean, square } = state.arrays
      const correction1 = 1 - beta1 ** state.step
      const correction2 = 1 - beta2 ** state.step
      updates.forEach((update, index) => {
        adamDirection(update, mean[index], square[index])
      })

      function adamDirection(update: Float32Array, m: Float32Array, v: Float32Array): void {
        for (let i = 0; i < update.length; i++) {
          const gradient = update[i]
          m[i] = beta1 * m[i] + (1 - beta1) * gradient
          v[i] = beta2 * v[i] + (1 - beta2) * gradient * gradient
          update[i] = m[i] / correction1 / (Math.sqrt(v[i] / correction2) + epsilon)
        }
      }
    },
  }
}

/** AdamW (Loshchilov and Hutter, arXiv 1711.05101): Adam's direction, decoupled decay, rate; clipped first where `clipNorm` is given. */
export function adamw(
  options: Moments & { rate: Rate; weightDecay?: number; decays?: (parameter: Parameter) => boolean; clipNorm?: number },
): Optimizer {
  const { rate, weightDecay = 0, decays, clipNorm, ...moments } = options
  const transforms: Transform[] = [scaleByAdam(moments)]
  if (clipNorm !== undefined) transforms.unshift(clipByGlobalNorm(clipNorm))
  if (weightDecay > 0) transforms.push(addDecayedWeights(weightDecay, decays))
  return chain(...transforms, scaleByRate(rate))
}
