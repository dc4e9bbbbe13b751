import { MaxHeap } from './max-heap.ts'

/** A word of the training text: its symbols (ids) and how often it occurs. Learning shortens `symbols` in place. */
export type CountedWord = { readonly symbols: number[]; readonly count: number }

export type LearnedMerge = { readonly left: number; readonly right: number; readonly id: number }

type Pair = { readonly left: number; readonly right: number; count: number; readonly words: number[] }
type Candidate = { readonly pair: Pair; readonly count: number }

/**
 * Learns merges of byte-pair encoding (Sennrich et al. 2016): the most frequent pair becomes a symbol, again and again, until `merges`
 * are found or no pair occurs `minCount` times. Of equally frequent pairs the one with the smaller ids comes first, so that the same
 * text gives the same vocabulary. `name` gives each new symbol's id; two pairs may make the same one.
 */
export function learnMerges(
  words: readonly CountedWord[],
  merges: number,
  minCount: number,
  name: (left: number, right: number) => number,
): LearnedMerge[] {
  const pairs = countPairs(words)
  const heap = new MaxHeap<Candidate>((a, b) => before(a, b))
  for (const pair of pairs.values()) heap.push({ pair, count: pair.count })
  const learned: LearnedMerge[] = []
  while (learned.length < merges) {
    const top = heap.pop()
    if (!top || top.count < minCount) break
    const { pair } = top
    if (pair.count !== top.count) {
      // Counts fall while other pairs are merged: such an entry goes back under its present count.
      if (pair.count > 0) heap.push({ pair, count: pair.count })
      continue
    }
    const id = name(pair.left, pair.right)
    learned.push({ left: pair.left, right: pair.right, id })
    for (const grown of mergePair(words, pairs, pair, id)) heap.push({ pair: grown, count: grown.count })
  }
  return learned
}

function before(a: Candidate, b: Candidate): boolean {
  if (a.count !== b.count) return a.count > b.count
  return a.pair.left !== b.pair.left ? a.pair.left < b.pair.left : a.pair.right < b.pair.right
}

function countPairs(words: readonly CountedWord[]): Map<number, Pair> {
  const pairs = new Map<number, Pair>()
  words.forEach(({ symbols, count }, word) => {
    for (let i = 0; i + 1 < symbols.length; i++) addTo(pairs, symbols[i], symbols[i + 1], count, word)
  })
  return pairs
}

function addTo(pairs: Map<number, Pair>, left: number, right: number, count: number, word: number): Pair {
  const key = left * 2 ** 26 + right
  let pair = pairs.get(key)
  if (!pair) {
    pair = { left, right, count: 0, words: [] }
    pairs.set(key, pair)
  }
  pair.count += count
  if (count > 0 && pair.words.at(-1) !== word) pair.words.push(word)
  return pair
}

/** Replaces a pair in every word that has it; gives the pairs that became more frequent. */
function mergePair(words: readonly CountedWord[], pairs: Map<number, Pair>, pair: Pair, id: number): Set<Pair> {
  const grown = new Set<Pair>()
  for (const word of new Set(pair.words)) {
    const { symbols, count } = words[word]
    for (let i = 0; i + 1 < symbols.length; i++) {
      if (symbols[i] !== pair.left || symbols[i + 1] !== pair.right) continue
      if (i > 0) {
        addTo(pairs, symbols[i - 1], pair.left, -count, word)
        grown.add(addTo(pairs, symbols[i - 1], id, count, word))
      }
      if (i + 2 < symbols.length) {
        addTo(pairs, pair.right, symbols[i + 2], -count, word)
        grown.add(addTo(pairs, id, symbols[i + 2], count, word))
      }
      symbols.splice(i, 2, id)
    }
  }
  pair.count = 0
  pair.words.length = 0
  grown.delete(pair)
  return grown
}
