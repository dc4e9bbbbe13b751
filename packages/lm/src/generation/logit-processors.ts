import { logSoftmax, softmax } from './distribution.ts'

/**
 * Changes the next token's logits [vocab] in place; −∞ removes a token. `ids` are the tokens so far, prompt included.
 * A processor with state (a guide, a grammar) is a closure made for one sequence.
 */
export type LogitProcessor = (logits: Float32Array, ids: ArrayLike<number>) => void

/** All of them, in order. The reference library's order: repetition, n-gram ban, temperature, top-k, top-p, min-p, typical, epsilon. */
export function composeProcessors(...processors: readonly LogitProcessor[]): LogitProcessor {
  return (logits, ids) => {
    for (const apply of processors) apply(logits, ids)
  }
}

/** Divides by `temperature` (above 0): below 1 sharpens. Greedy decoding is `argmax`, not temperature 0. */
export function temperature(value: number): LogitProcessor {
  requireRange('temperature', value, value > 0, 'above 0; take greedy decoding for 0')
  return (logits) => {
    for (let i = 0; i < logits.length; i++) logits[i] /= value
  }
}

/** Keeps the `k` most probable tokens, and those tied with the last of them (Fan et al., arXiv 1805.04833). */
export function topK(k: number): LogitProcessor {
  requireRange('topK', k, Number.isInteger(k) && k >= 1, 'a whole number of at least 1')
  return (logits) => {
    if (k >= logits.length) return
    const threshold = Float32Array.from(logits).sort()[logits.length - k]
    removeWhere(logits, (logit) => logit < threshold)
  }
}

/** Keeps the smallest set of most probable tokens whose probability reaches `p` (nucleus; Holtzman et al., arXiv 1904.09751). */
export function topP(p: number): LogitProcessor {
  requireShare('topP', p)
  return (logits) => {
    const probabilities = softmax(logits)
    keepInOrder(logits, likelyFirst(probabilities, (1 - p) / logits.length), probabilities, p)
  }
}

/** Keeps tokens at least `share` times as probable as the most probable one (Nguyen et al., arXiv 2407.01082). */
export function minP(share: number): LogitProcessor {
  requireShare('minP', share)
  return (logits) => {
    const probabilities = softmax(logits)
    const least = share * maximumOf(probabilities)
    removeWhere(logits, (_, i) => probabilities[i] < least)
  }
}

/** Keeps the tokens whose surprise is closest to the entropy until their probability reaches `mass` (Meister et al., arXiv 2202.00666). */
export function typical(mass: number): LogitProcessor {
  requireShare('typical', mass)
  return (logits) => {
    const logProbabilities = logSoftmax(logits)
    const probabilities = logProbabilities.map(Math.exp)
    const entropy = -probabilities.reduce((sum, p, i) => (p > 0 ? sum + p * logProbabilities[i] : sum), 0)
    const distance = logProbabilities.map((value) => Math.abs(-value - entropy))
    const order = Array.from(distance.keys()).sort((a, b) => distance[a] - distance[b])
    keepInOrder(logits, order, probabilities, mass)
  }
}

/** Removes tokens below probability `cutoff`, never the most probable one (Hewitt et al., arXiv 2210.15191). */
export function epsilonCutoff(cutoff: number): LogitProcessor {
  requireRange('epsilonCutoff', cutoff, cutoff > 0 && cutoff < 1, 'above 0 and below 1')
  return (logits) => {
    const probabilities = softmax(logits)
    const most = maximumOf(probabilities)
    removeWhere(logits, (_, i) => probabilities[i] < cutoff && probabilities[i] < most)
  }
}

/** Divides positive and multiplies negative logits of tokens seen before by `penalty` (CTRL; Keskar et al., arXiv 1909.05858). */
export function repetitionPenalty(penalty: number): LogitProcessor {
  requireRange('repetitionPenalty', penalty, penalty > 0, 'above 0')
  return (logits, ids) => {
    for (const id of new Set(Array.from(ids))) logits[id] = logits[id] < 0 ? logits[id] * penalty : logits[id] / penalty
  }
}

/** Removes each token that would complete an n-gram which stands in the ids already (Paulus et al., arXiv 1705.04304). */
export function noRepeatNgram(size: number): LogitProcessor {
  requireRange('noRepeatNgram', size, Number.isInteger(size) && size >= 1, 'a whole number of at least 1')
  return (logits, ids) => {
    for (const id of bannedByNgram(ids, size)) logits[id] = Number.NEGATIVE_INFINITY
  }
}

/** The tokens that would complete an n-gram of `size` which stands in `ids` already. */
export function bannedByNgram(ids: ArrayLike<number>, size: number): Set<number> {
  const banned = new Set<number>()
  const tail = ids.length - (size - 1)
  for (let start = 0; start + size <= ids.length; start++) {
    let same = tail >= 0
    for (let i = 0; same && i < size - 1; i++) same = ids[start + i] === ids[tail + i]
    if (same) banned.add(ids[start + size - 1])
  }
  return banned
}

/** Keeps tokens in `order` until their probability reaches `mass`; the token that reaches it stays, so at least one does. */
function keepInOrder(logits: Float32Array, order: readonly number[], probabilities: Float64Array, mass: number): void {
  const isKept = new Uint8Array(logits.length)
  let cumulative = 0
  for (let i = 0; i < order.length && cumulative < mass; i++) {
    cumulative += probabilities[order[i]]
    isKept[order[i]] = 1
  }
  removeWhere(logits, (_, id) => isKept[id] === 0)
}

/**
 * Ids from the most to the least probable, equals in id order. Those below `least` are left out: together they have less than `least` times the
 * vocabulary, and sorting all of it at each token takes longer than a small model needs to write one.
 */
function likelyFirst(probabilities: Float64Array, least: number): number[] {
  const ids: number[] = []
  for (let id = 0; id < probabilities.length; id++) if (probabilities[id] >= least) ids.push(id)
  return ids.sort((a, b) => probabilities[b] - probabilities[a] || a - b)
}

function removeWhere(logits: Float32Array, remove: (logit: number, id: number) => boolean): void {
  for (let i = 0; i < logits.length; i++) if (remove(logits[i], i)) logits[i] = Number.NEGATIVE_INFINITY
}

function maximumOf(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0)
}

function requireShare(name: string, value: number): void {
  requireRange(name, value, value > 0 && value <= 1, 'above 0 and at most 1')
}

function requireRange(name: string, value: number, inRange: boolean, wanted: string): void {
  if (!inRange) throw new RangeError(`${name} is ${value}: it must be ${wanted}.`)
}
