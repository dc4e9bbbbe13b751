import type { TaggedPair } from '../released/pairs.ts'
import type { ReleasedText } from '../released/revisions.ts'

/** The distinct sentences of each entity that people tagged as contradictory, those that a revision made included. */
export function contradictorySentences(pairs: readonly TaggedPair[]): Map<string, Set<string>> {
  const sentences = new Map<string, Set<string>>()
  for (const { entity, statement, contradictory } of pairs) {
    if (!contradictory) continue
    if (!sentences.has(entity)) sentences.set(entity, new Set())
    sentences.get(entity)!.add(statement)
  }
  return sentences
}

/** How often those sentences still stand in the texts, by entity; an entity without any has 0. */
export function countContradictions(
  texts: readonly ReleasedText[],
  sentences: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { entity, text } of texts) {
    const found = Array.from(sentences.get(entity) ?? []).reduce((sum, sentence) => sum + text.split(sentence).length - 1, 0)
    counts.set(entity, (counts.get(entity) ?? 0) + found)
  }
  return counts
}

export const total = (counts: ReadonlyMap<string, number>): number => counts.values().reduce((sum, count) => sum + count, 0)
