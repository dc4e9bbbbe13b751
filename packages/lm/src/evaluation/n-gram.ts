import { createKeys, type Key, type SortedKeys } from './n-gram-keys.ts'

/**
 * An interpolated n-gram model with modified Kneser-Ney smoothing (Chen and Goodman 1998, section 4.3): what a language model has to beat.
 */
export interface NGramModel {
  readonly order: number
  /** log p(id | the ids before it) in nats; of `context` the last order − 1 count. */
  logProbability(context: ArrayLike<number>, id: number): number
}

/** The distinct n-grams of one order with running sums: those that begin with one context are one range, its sums are two differences. */
type Level = {
  readonly grams: SortedKeys
  /**
   * sums[i]: the counts of the first i n-grams together. Below the highest order a count is the number of distinct tokens before the
   * n-gram.
   */
  readonly sums: Uint32Array
  /** discounts[i]: what is taken off the first i n-grams together. */
  readonly discounts: Float64Array
  /** Off a count of 1, of 2, and of 3 or more. */
  readonly discountOf: Discounts
}
type Discounts = readonly [number, number, number]

/**
 * Counts a stream of ids below `vocabSize`. N-grams are sorted, not hashed; 22 million tokens want about 1.5 GB. Throws RangeError where
 * an n-gram does not fit into 64 bits (of 4,096 tokens: above order 5) or the stream is shorter than one.
 *
 * @example
 * const model = trainNGram(ids, { order: 5, vocabSize: 4096 })
 * model.logProbability(ids.subarray(0, 4), ids[4])
 */
export function trainNGram(stream: Int32Array, { order, vocabSize }: { order: number; vocabSize: number }): NGramModel {
  const keys = createKeys(vocabSize)
  if (order < 1 || order > keys.longest)
    throw new RangeError(`An n-gram model of ${vocabSize} tokens can have order 1 to ${keys.longest}, ${order} was asked for.`)
  if (stream.length < order) throw new RangeError(`${stream.length} tokens hold no n-gram of ${order}: give more text.`)
  const levels: Level[] = []
  for (let n = order, grams = keys.ofStream(stream, order); n >= 1; n--) {
    levels[n] = levelOf(grams)
    if (n > 1) grams = keys.withoutFirst(grams, n)
  }
  return {
    order,
    logProbability(context, id) {
      let probability = 1 / vocabSize
      for (let n = 1; n <= Math.min(order, context.length + 1); n++) {
        const before = keys.of(context, context.length - n + 1, n - 1)
        probability = interpolated(
          levels[n],
          keys.follow(before, 0),
          n === 1 ? undefined : keys.follow(keys.next(before), 0),
          keys.follow(before, id),
          probability,
        )
      }
      return Math.log(probability)
    },
  }
}

/**
 * p(w | h) = (c(h w) − D) / c(h) + (all that was taken off in h) / c(h) · p(w | h without its first token); a context that was never seen
 * leaves it to the shorter one. `from` and `to` bound the n-grams that begin with h.
 */
function interpolated({ grams, sums, discounts, discountOf }: Level, from: Key, to: Key | undefined, gram: Key, shorter: number): number {
  const start = grams.lowerBound(from)
  const end = to === undefined ? grams.size : grams.lowerBound(to)
  const total = sums[end] - sums[start]
  if (total === 0) return shorter
  const at = grams.find(gram)
  const count = at === undefined ? 0 : sums[at + 1] - sums[at]
  const kept = count - discountFor(discountOf, count)
  return (kept + (discounts[end] - discounts[start]) * shorter) / total
}

function levelOf(grams: SortedKeys): Level {
  const discountOf = estimateDiscounts(grams.counts)
  const sums = new Uint32Array(grams.size + 1)
  const discounts = new Float64Array(grams.size + 1)
  for (let i = 0; i < grams.size; i++) {
    sums[i + 1] = sums[i] + grams.counts[i]
    discounts[i + 1] = discounts[i] + discountFor(discountOf, grams.counts[i])
  }
  return { grams, sums, discounts, discountOf }
}

function discountFor(discountOf: Discounts, count: number): number {
  return count === 0 ? 0 : discountOf[Math.min(count, 3) - 1]
}

/** Chen and Goodman, equation 26: from how many n-grams occur once, twice, three and four times. Too little text for that: a half. */
function estimateDiscounts(counts: Uint32Array): Discounts {
  const [, n1, n2, n3, n4] = [0, 1, 2, 3, 4].map((wanted) => counts.reduce((sum, count) => sum + Number(count === wanted), 0))
  if (n1 === 0 || n2 === 0 || n3 === 0) return [0.5, 0.5, 0.5]
  const y = n1 / (n1 + 2 * n2)
  return [1 - (2 * y * n2) / n1, 2 - (3 * y * n3) / n2, 3 - (4 * y * n4) / n3]
}
