import { logSumExp } from './distribution.ts'

export type TokenProbability = { readonly id: number; readonly logProbability: number }

/** A token with its log-probability, and the likeliest tokens of its place, best first. */
export type ScoredId = TokenProbability & { readonly top: readonly TokenProbability[] }

/** Natural log-probabilities of a token and of the `topCount` likeliest ones, by logits [vocab]. */
export function scoreToken(logits: ArrayLike<number>, id: number, topCount: number): ScoredId {
  const total = logSumExp(logits)
  const scored = (token: number) => ({ id: token, logProbability: logits[token] - total })
  return { ...scored(id), top: largestIds(logits, topCount).map(scored) }
}

/** Ids of the largest values, best first, equals in id order. One pass: sorting a vocabulary at each token would be slow. */
function largestIds(logits: ArrayLike<number>, count: number): number[] {
  const best: number[] = []
  for (let id = 0; id < logits.length && count > 0; id++) {
    if (best.length === count && !(logits[id] > logits[best[count - 1]])) continue
    let at = best.length
    while (at > 0 && logits[id] > logits[best[at - 1]]) at--
    best.splice(at, 0, id)
    if (best.length > count) best.pop()
  }
  return best
}
