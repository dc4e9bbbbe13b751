/** log Σ exp, shifted by the maximum so that nothing overflows; −∞ entries count as probability 0. */
export function logSumExp(logits: ArrayLike<number>): number {
  let most = Number.NEGATIVE_INFINITY
  for (let i = 0; i < logits.length; i++) if (logits[i] > most) most = logits[i]
  if (most === Number.NEGATIVE_INFINITY) return most
  let sum = 0
  for (let i = 0; i < logits.length; i++) sum += Math.exp(logits[i] - most)
  return most + Math.log(sum)
}

/** Log-probabilities of logits [vocab], in float64. */
export function logSoftmax(logits: ArrayLike<number>): Float64Array {
  const total = logSumExp(logits)
  return Float64Array.from(logits, (logit) => logit - total)
}

/** Probabilities of logits [vocab], in float64. */
export function softmax(logits: ArrayLike<number>): Float64Array {
  return logSoftmax(logits).map(Math.exp)
}

/** Index of the largest value; the first of equals. Throws RangeError where every token has been removed. */
export function argmax(logits: ArrayLike<number>): number {
  let best = -1
  let most = Number.NEGATIVE_INFINITY
  for (let i = 0; i < logits.length; i++) {
    if (logits[i] > most) {
      most = logits[i]
      best = i
    }
  }
  if (best < 0) throw new RangeError('No token is left to choose from: the processors removed all of them.')
  return best
}

/** Token ids from the most to the least probable, equals in id order. */
export function sortedByDescending(logits: ArrayLike<number>): number[] {
  return Array.from({ length: logits.length }, (_, i) => i).sort((a, b) => logits[b] - logits[a] || a - b)
}

/** Draws a token by the inverse of the cumulative distribution; `uniform` is in [0, 1). */
export function drawToken(logits: ArrayLike<number>, uniform: number): number {
  const total = logSumExp(logits)
  let cumulative = 0
  let last = argmax(logits)
  for (let i = 0; i < logits.length; i++) {
    if (logits[i] === Number.NEGATIVE_INFINITY) continue
    cumulative += Math.exp(logits[i] - total)
    last = i
    if (uniform < cumulative) return i
  }
  return last
}
