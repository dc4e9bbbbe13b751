/** How often the text that belongs to a query is found among all texts. */
export type Retrieval = {
  /** Share of queries whose own text comes first. */
  readonly accuracyAt1: number
  readonly meanReciprocalRank: number
  readonly n: number
}

/** From the rank of each query's own text, the best being 1. Throws RangeError where there is none. */
export function retrievalOf(ranks: ArrayLike<number>): Retrieval {
  const n = ranks.length
  if (n === 0) throw new RangeError('There are no queries: a retrieval score needs at least one.')
  const list = Array.from(ranks)
  return {
    accuracyAt1: list.filter((rank) => rank === 1).length / n,
    meanReciprocalRank: list.reduce((sum, rank) => sum + 1 / rank, 0) / n,
    n,
  }
}

/** Ranks by inner product: query i belongs to text i, both flat [n, dimension]. Ties count against the query. */
export function ranksByVectors(queries: Float32Array, texts: Float32Array, dimension: number): Int32Array {
  if (queries.length !== texts.length)
    throw new RangeError(`Each query has one text: ${queries.length / dimension} queries and ${texts.length / dimension} texts were given.`)
  const count = queries.length / dimension
  const scores = new Float64Array(count)
  return Int32Array.from({ length: count }, (_, query) => {
    for (let text = 0; text < count; text++) scores[text] = product(queries, query * dimension, texts, text * dimension, dimension)
    return rankOf(scores, query)
  })
}

/** Ranks by BM25 (Robertson and Zaragoza 2009, equation 3.15; k1 1.2, b 0.75) over lower-cased words. Query i belongs to text i. */
export function ranksByWords(queries: readonly string[], texts: readonly string[]): Int32Array {
  const score = createBm25(texts)
  return Int32Array.from(queries, (query, i) => rankOf(score(query), i))
}

const saturation = 1.2
const lengthWeight = 0.75

/**
 * Gives the score of each text for a query. The inverse document frequency has one added inside the logarithm, so that no word counts
 * against a text.
 */
export function createBm25(texts: readonly string[]): (query: string) => Float64Array {
  const postings = new Map<string, Map<number, number>>()
  const lengths = texts.map((text, i) => {
    const words = wordsOf(text)
    for (const word of words) {
      const places = postings.get(word) ?? new Map<number, number>()
      postings.set(word, places.set(i, (places.get(i) ?? 0) + 1))
    }
    return words.length
  })
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / texts.length
  return (query) => {
    const scores = new Float64Array(texts.length)
    for (const word of wordsOf(query)) {
      const places = postings.get(word) ?? new Map<number, number>()
      const rarity = Math.log(1 + (texts.length - places.size + 0.5) / (places.size + 0.5))
      for (const [text, frequency] of places) {
        const length = 1 - lengthWeight + (lengthWeight * lengths[text]) / meanLength
        scores[text] += (rarity * frequency * (saturation + 1)) / (frequency + saturation * length)
      }
    }
    return scores
  }
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

function rankOf(scores: Float64Array, own: number): number {
  let rank = 1
  for (let i = 0; i < scores.length; i++) if (i !== own && scores[i] >= scores[own]) rank++
  return rank
}

function product(a: Float32Array, startA: number, b: Float32Array, startB: number, size: number): number {
  let sum = 0
  for (let i = 0; i < size; i++) sum += a[startA + i] * b[startB + i]
  return sum
}
