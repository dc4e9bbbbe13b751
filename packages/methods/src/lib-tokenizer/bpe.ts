import { PairIndex } from './pair-index.ts'
import type { Segmenter } from './segmenter.ts'

/** Cuts a sentence into the stretches that merges may not leave: the whole sentence, or its words. */
export type Borders = (sentence: string) => readonly string[]

/**
 * Byte pair encoding over characters (Sennrich et al. 2016), the peer: joins the commonest neighbouring pair until there are
 * `size` units, characters included; fewer where no pair stands twice. `borders` decides whether a unit may cross words.
 */
export function trainBpe(name: string, sentences: readonly string[], size: number, borders: Borders): Segmenter {
  const index = new PairIndex(countStretches(sentences, borders))
  while (index.units.length < size && index.mergeCommonest()) {}
  const ranks = new Map(index.merges.map(([left, right], rank) => [pairName(left, right), rank]))
  const stretchPieces = new Map<string, readonly string[]>()
  const cut = (stretch: string) => {
    const known = stretchPieces.get(stretch)
    if (known) return known
    const pieces = applyMerges(stretch, ranks)
    stretchPieces.set(stretch, pieces)
    return pieces
  }
  return { name, units: index.units, segment: (sentence) => borders(sentence).flatMap(cut) }
}

/** The name of a pair of neighbours in `merges`; NUL keeps "ab" + "c" apart from "a" + "bc". */
function pairName(left: string, right: string): string {
  return `${left}\0${right}`
}

function countStretches(sentences: readonly string[], borders: Borders): Map<string, number> {
  const counts = new Map<string, number>()
  for (const sentence of sentences) {
    for (const stretch of borders(sentence)) counts.set(stretch, (counts.get(stretch) ?? 0) + 1)
  }
  return counts
}

/** Earliest merge first, leftmost first, until none applies. */
function applyMerges(stretch: string, ranks: ReadonlyMap<string, number>): string[] {
  const pieces = [...stretch]
  const rankAt = (i: number) => ranks.get(pairName(pieces[i], pieces[i + 1])) ?? Number.POSITIVE_INFINITY
  const pairRanks = pieces.slice(1).map((_, i) => rankAt(i))
  for (;;) {
    let best = 0
    for (let i = 1; i < pairRanks.length; i++) if (pairRanks[i] < pairRanks[best]) best = i
    if (!Number.isFinite(pairRanks[best])) return pieces
    pieces.splice(best, 2, pieces[best] + pieces[best + 1])
    pairRanks.splice(best, 1)
    if (best > 0) pairRanks[best - 1] = rankAt(best - 1)
    if (best < pairRanks.length) pairRanks[best] = rankAt(best)
  }
}
