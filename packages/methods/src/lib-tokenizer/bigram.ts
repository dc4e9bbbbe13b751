/** Negative log2 probability of a sentence's pieces under the model. */
export type PieceModel = (pieces: readonly string[]) => number

/** Kneser and Ney's usual discount, taken from every count that was seen. */
const discount = 0.75

/**
 * An interpolated bigram model of a segmenter's pieces: absolute discounting over a unigram model, over a uniform choice among
 * `vocabularySize` pieces and the sentence's end. Its bits per character compare vocabularies that cut the text differently.
 */
export function trainBigram(sentences: Iterable<readonly string[]>, vocabularySize: number): PieceModel {
  const unigrams = new Distribution()
  const bigrams = new Map<string, Distribution>()
  for (const sentence of sentences) {
    forEachPair(sentence, (left, right) => {
      unigrams.add(right)
      const followers = bigrams.get(left) ?? new Distribution()
      followers.add(right)
      bigrams.set(left, followers)
    })
  }
  const probability = (left: string, right: string) => {
    const unigram = unigrams.interpolate(right, 1 / (vocabularySize + 1))
    return bigrams.get(left)?.interpolate(right, unigram) ?? unigram
  }
  return (pieces) => {
    let bits = 0
    forEachPair(pieces, (left, right) => {
      bits -= Math.log2(probability(left, right))
    })
    return bits
  }
}

class Distribution {
  readonly #counts = new Map<string, number>()
  #total = 0

  add(piece: string): void {
    this.#counts.set(piece, (this.#counts.get(piece) ?? 0) + 1)
    this.#total++
  }

  /** (max(count - d, 0) + d · kinds · lower) / total: what the discount frees goes to the lower order. */
  interpolate(piece: string, lower: number): number {
    if (this.#total === 0) return lower
    const kept = Math.max((this.#counts.get(piece) ?? 0) - discount, 0)
    return (kept + discount * this.#counts.size * lower) / this.#total
  }
}

/** The empty string stands for both ends of a sentence: no piece is empty. */
function forEachPair(pieces: readonly string[], visit: (left: string, right: string) => void): void {
  let left = ''
  for (const piece of pieces) {
    visit(left, piece)
    left = piece
  }
  visit(left, '')
}
