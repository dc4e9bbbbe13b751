import type { TaggedPair } from '../released/pairs.ts'

/** Sentences of one entity: how many have a fact that was checked, and how many of these contradict an alternative. */
export type SentenceCount = { readonly sentences: number; readonly contradictory: number }

/** Counts distinct sentences of the texts as written, by entity. A sentence is contradictory when one of its facts is. */
export function countSentences(pairs: readonly TaggedPair[]): Map<string, SentenceCount> {
  const tags = new Map<string, Map<string, boolean>>()
  for (const { entity, statement, contradictory, fromRevision } of pairs) {
    if (fromRevision) continue
    if (!tags.has(entity)) tags.set(entity, new Map())
    const sentences = tags.get(entity)!
    sentences.set(statement, contradictory || (sentences.get(statement) ?? false))
  }
  return new Map(
    tags.entries().map(([entity, sentences]) => {
      const contradictory = sentences.values().reduce((sum, tag) => sum + Number(tag), 0)
      return [entity, { sentences: sentences.size, contradictory }]
    }),
  )
}

export function sumSentences(parts: Iterable<SentenceCount>): SentenceCount {
  let sentences = 0
  let contradictory = 0
  for (const part of parts) {
    sentences += part.sentences
    contradictory += part.contradictory
  }
  return { sentences, contradictory }
}

/** Sentences by their place in a text, so that one written twice counts twice: the numerator of the paper's share of all sentences. */
export function countContradictoryPlaces(pairs: readonly TaggedPair[]): number {
  const places = pairs.filter((pair) => pair.contradictory && !pair.fromRevision)
  return new Set(places.map((pair) => `${pair.entity}/${pair.file.split('_').slice(0, 2).join('_')}`)).size
}
