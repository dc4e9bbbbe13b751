import { charactersOf, type Lexicon, type Unit } from './lexicon.ts'

/** A piece of a text: a unit of the lexicon, or one character that no unit covers. */
export type Chunk = { readonly text: string; readonly unit: Unit | undefined }

/**
 * Greedy longest match from left to right, up to `maxLength` characters a chunk. This is what the released code does:
 * its version with a look-ahead is overwritten by a second definition of the same name.
 */
export function segment(lexicon: Lexicon, text: string, maxLength: number): Chunk[] {
  const characters = charactersOf(text)
  const chunks: Chunk[] = []
  for (let at = 0; at < characters.length; ) {
    const unit = lexicon.longest(characters, at, Math.min(characters.length, at + maxLength))
    chunks.push({ text: unit?.text ?? String.fromCodePoint(characters[at]), unit })
    at += unit ? unit.characters.length : 1
  }
  return chunks
}

/** Splits a chunk in two wherever both parts outrank the whole, `levels` deep: the "subchunks" of the released evaluation. */
export function subchunks(lexicon: Lexicon, chunk: Chunk, levels = 2): Chunk[] {
  const split = chunk.unit && levels > 0 ? bestSplit(lexicon, chunk.unit) : undefined
  return split ? split.flatMap((unit) => subchunks(lexicon, { text: unit.text, unit }, levels - 1)) : [chunk]
}

/** The split into two units with the best first part, then the best second part, if both outrank the whole. */
function bestSplit(lexicon: Lexicon, whole: Unit): readonly [Unit, Unit] | undefined {
  let best: readonly [Unit, Unit] | undefined
  for (let cut = whole.characters.length - 1; cut > 0; cut--) {
    const first = lexicon.longest(whole.characters, 0, cut)
    if (!first) break
    cut = first.characters.length
    const second = lexicon.find(whole.text.slice(first.text.length))
    if (second && (!best || first.rank < best[0].rank)) best = [first, second]
  }
  return best && Math.max(best[0].rank, best[1].rank) < whole.rank ? best : undefined
}
