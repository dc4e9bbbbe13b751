import { trainBigram } from './bigram.ts'
import type { Segmenter } from './segmenter.ts'
import { sentencesOf } from './sentences.ts'

/** What a document costs in a vocabulary; `types` are the different tokens that it uses. */
export type DocumentCost = { readonly characters: number; readonly tokens: number; readonly types: number; readonly bits: number }

export type VocabularyScore = { readonly documents: readonly DocumentCost[]; readonly allTypes: number }

/**
 * Cuts documents that were not learned from. A piece that is not in the vocabulary costs its UTF-8 bytes as tokens. Bits are those
 * of a bigram model trained on the training text cut the same way.
 */
export function scoreVocabulary(segmenter: Segmenter, training: readonly string[], documents: readonly string[]): VocabularyScore {
  const known = new Set(segmenter.units)
  const cut = (sentence: string) => segmenter.segment(sentence).flatMap((piece) => (known.has(piece) ? [piece] : bytesOf(piece)))
  const bitsOf = trainBigram(training.flatMap(sentencesOf).map(cut), known.size + 256)
  const allTypes = new Set<string>()
  const costs = documents.map((document) => {
    const sentences = sentencesOf(document).map(cut)
    const types = new Set(sentences.flat())
    for (const type of types) allTypes.add(type)
    return {
      characters: [...document].length,
      tokens: sentences.reduce((sum, pieces) => sum + pieces.length, 0),
      types: types.size,
      bits: sentences.reduce((sum, pieces) => sum + bitsOf(pieces), 0),
    }
  })
  return { documents: costs, allTypes: allTypes.size }
}

/** A piece outside the vocabulary as byte tokens, named so that they are no text. */
function bytesOf(piece: string): string[] {
  return Array.from(new TextEncoder().encode(piece), (byte) => `\0${byte}`)
}
