/**
 * From 0 to `peak` over `warmupSteps`, then constant, then in a straight line to 0 over the last `decayShare` of the steps (arXiv 2405.18392).
 * Before the decay the rate does not depend on `totalSteps`: a training can be given fewer or more steps when it is resumed.
 */
export function warmupConstantDecay({
  peak,
  warmupSteps,
  totalSteps,
  decayShare,
}: {
  peak: number
  warmupSteps: number
  totalSteps: number
  decayShare: number
}): (step: number) => number {
  const decayStart = decayStartOf(totalSteps, decayShare)
  return (step) => {
    const warm = Math.min(1, (step + 1) / warmupSteps)
    const left = step < decayStart ? 1 : Math.max(0, (totalSteps - step) / (totalSteps - decayStart))
    return peak * Math.min(warm, left)
  }
}

/** The first step of the decay. */
export function decayStartOf(totalSteps: number, decayShare: number): number {
  return Math.floor(totalSteps * (1 - decayShare))
}
