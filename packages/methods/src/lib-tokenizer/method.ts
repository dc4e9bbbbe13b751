import type { Random } from '../contract.ts'
import { forget } from './forgetting.ts'
import { createLearner, type Document, type Learner, releasedSettings } from './learner.ts'
import { charactersOf } from './lexicon.ts'
import { read } from './reading.ts'

export { createLearner, type Document, type Learner, releasedSettings, type Settings } from './learner.ts'
export { charactersOf, Lexicon, type Unit } from './lexicon.ts'
export { type Chunk, segment, subchunks } from './segmentation.ts'
export { createTokenizer } from './tokenizer.ts'

/** One epoch (LiB, arXiv 2403.00417; Yang, Frank and van den Bosch 2020): read a document, memorise and test on the way, then forget. */
export function readDocument(learner: Learner, document: Document, random: Random): void {
  const events = read(learner, document, random)
  forget(learner, events)
}

/**
 * Learns a lexicon: `epochs` times one document drawn from `documents`. Yields the learner, the same one, after each
 * epoch. Throws where there is no document to read.
 */
export function* learn(documents: readonly Document[], epochs: number, random: Random, settings = releasedSettings): Generator<Learner> {
  const [first] = documents
  if (!first) throw new RangeError('LiB has no document to read: give at least one with a sentence in it')
  const learner = createLearner(first, settings)
  for (let epoch = 0; epoch < epochs; epoch++) {
    readDocument(learner, documents[random.integer(documents.length)], random)
    yield learner
  }
}

/** The sampling of the released demonstration: `count` documents of `size` sentences drawn with replacement, doubles dropped. */
export function sampleDocuments(sentences: readonly string[], count: number, size: number, random: Random): Document[] {
  const characters = sentences.map(charactersOf)
  return Array.from({ length: count }, () => {
    const drawn = new Set(Array.from({ length: size }, () => random.integer(characters.length)))
    return [...drawn].map((index) => characters[index])
  })
}
