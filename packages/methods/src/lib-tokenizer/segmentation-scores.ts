/** Hits, what was found and what was there: enough for precision, recall and F1, and added up over utterances. */
export type Counts = { readonly hits: number; readonly found: number; readonly there: number }

/** Counts of one utterance: boundaries with the end of the utterance, boundaries inside it only, and words. */
export type UtteranceCounts = { readonly boundary: Counts; readonly inner: Counts; readonly word: Counts }

/**
 * Compares an utterance's words with the chunks found in it, both without spaces. As in the released evaluation the
 * utterance's end counts as a boundary (`inner` leaves it out), and a chunk is right where it is one of the
 * utterance's words, wherever it stands.
 */
export function scoreUtterance(words: readonly string[], chunks: readonly string[]): UtteranceCounts {
  const boundary = countHits(new Set(ends(words)), ends(chunks))
  const wordSet = new Set(words)
  return {
    boundary,
    inner: { hits: boundary.hits - 1, found: boundary.found - 1, there: boundary.there - 1 },
    word: { hits: chunks.filter((chunk) => wordSet.has(chunk)).length, found: chunks.length, there: words.length },
  }
}

/** Harmonic mean of precision and recall over all counts together, or over those at `indices` (a resample); 0 where nothing is right. */
export function f1Of(counts: readonly Counts[], indices: ArrayLike<number> = [...counts.keys()]): number {
  const total = { hits: 0, found: 0, there: 0 }
  for (let i = 0; i < indices.length; i++) {
    const { hits, found, there } = counts[indices[i]]
    total.hits += hits
    total.found += found
    total.there += there
  }
  // 2PR / (P + R) with P = hits / found and R = hits / there. The released word score has two denominators for hits; they agree here.
  return total.hits === 0 ? 0 : (2 * total.hits) / (total.found + total.there)
}

function ends(pieces: readonly string[]): number[] {
  let end = 0
  return pieces.map((piece) => {
    end += piece.length
    return end
  })
}

function countHits(there: ReadonlySet<number>, found: readonly number[]): Counts {
  return { hits: found.filter((end) => there.has(end)).length, found: found.length, there: there.size }
}
