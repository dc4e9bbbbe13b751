import type { TaggedPair } from '../released/pairs.ts'
import type { ReleasedText } from '../released/revisions.ts'
import { splitSentences } from '../sentences.ts'

/** Facts that people found consistent, and how many of them a text still states, by entity. */
export type FactCount = { readonly facts: number; readonly kept: number }

/**
 * How informative texts still are: of the facts that people tagged as consistent, those that the text of the same description
 * states. A fact is stated where one sentence holds every content word of its object (numbers, and words of four letters or more);
 * facts without such a word are left out. It judges by words alone and knows nothing of any model's verdict.
 */
export function countFactsKept(pairs: readonly TaggedPair[], texts: readonly ReleasedText[]): Map<string, FactCount> {
  const sentences = new Map(texts.map(({ id, text }) => [id, splitSentences(text).map((sentence) => contentWords(sentence.text))]))
  const counts = new Map<string, { facts: number; kept: number }>()
  for (const { entity, description, fact } of pairs.filter((pair) => !pair.contradictory && !pair.fromRevision)) {
    const words = contentWords(fact.object)
    const text = sentences.get(`${entity}/${description}`)
    if (words.size === 0 || !text) continue
    const count = counts.get(entity) ?? { facts: 0, kept: 0 }
    count.facts++
    if (text.some((sentence) => words.isSubsetOf(sentence))) count.kept++
    counts.set(entity, count)
  }
  return counts
}

function contentWords(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/\p{L}{4,}|\p{N}+/gu) ?? [])
}
