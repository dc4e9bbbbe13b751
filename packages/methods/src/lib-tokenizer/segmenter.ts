import { Lexicon } from './lexicon.ts'
import { segment } from './segmentation.ts'

/** A vocabulary and how it cuts a sentence. A piece that is none of `units` is one character and costs its UTF-8 bytes. */
export type Segmenter = {
  readonly name: string
  readonly units: readonly string[]
  readonly segment: (sentence: string) => readonly string[]
}

/** LiB as a segmenter, with all the length that its units have. */
export function lexiconSegmenter(lexicon: Lexicon, maxLength: number): Segmenter {
  return {
    name: 'LiB',
    units: lexicon.units.map((unit) => unit.text),
    segment: (sentence) => segment(lexicon, sentence, maxLength).map((chunk) => chunk.text),
  }
}

/**
 * A tokenizer's vocabulary from a lexicon: at most `size` units, the best ranked and every character of the text it was learned
 * from, also those that LiB never took or has forgotten: otherwise a rare character would cost its UTF-8 bytes although it was read.
 */
export function vocabularyOf(lexicon: Lexicon, sentences: readonly string[], size = Number.POSITIVE_INFINITY): Lexicon {
  const characters = new Set(sentences.flatMap((sentence) => [...sentence]))
  const vocabulary = new Lexicon()
  let left = size - characters.size
  for (const { text } of lexicon.units) {
    if (characters.has(text) || left-- > 0) vocabulary.append(text)
  }
  for (const character of characters) vocabulary.append(character)
  return vocabulary
}
