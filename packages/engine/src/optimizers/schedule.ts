import { stateless, type Transform } from './optimizer.ts'

/** A rate for each step; steps count from 0. */
export type Schedule = (step: number) => number

/** `rate` at every step. */
export function constantSchedule(rate: number): Schedule {
  return () => rate
}

/** From 0 at step 0 in a straight line to `peak` at `warmupSteps`, then along half a cosine to `floor` at `totalSteps`. */
export function warmupCosine({
  peak,
  warmupSteps,
  totalSteps,
  floor = 0,
}: {
  peak: number
  warmupSteps: number
  totalSteps: number
  floor?: number
}): Schedule {
  return (step) => {
    if (step < warmupSteps) return (peak * step) / warmupSteps
    const share = Math.min(1, (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps))
    return floor + (peak - floor) * 0.5 * (1 + Math.cos(Math.PI * share))
  }
}

/** From 0 in a straight line to `peak` at `warmupSteps`, then in a straight line to 0 at `totalSteps`. */
export function warmupLinear({ peak, warmupSteps, totalSteps }: { peak: number; warmupSteps: number; totalSteps: number }): Schedule {
  return (step) =>
    step < warmupSteps ? (peak * step) / warmupSteps : peak * Math.max(0, (totalSteps - step) / Math.max(1, totalSteps - warmupSteps))
}

export type Rate = number | Schedule

/** Last in a chain: turns a direction into a step downhill, −rate · update. */
export function scaleByRate(rate: Rate): Transform {
  const schedule = typeof rate === 'number' ? constantSchedule(rate) : rate
  return stateless((updates, _parameters, step) => {
    const factor = -schedule(step - 1)
    for (const update of updates) for (let i = 0; i < update.length; i++) update[i] *= factor
  })
}
