import type { Segmenter } from './segmenter.ts'

/**
 * Words with the space before them, numbers, marks and white space, each by itself: the usual borders of byte pair encoding. Where
 * a language is written without spaces, give its code: then they are the words of the ICU dictionary.
 */
export function wordsOf(sentence: string, unspacedLanguage?: string): string[] {
  if (!unspacedLanguage) return sentence.match(/ ?\p{L}[\p{L}\p{M}'’]*| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+?(?= ?\S)|\s+/gu) ?? []
  return Array.from(new Intl.Segmenter(unspacedLanguage, { granularity: 'word' }).segment(sentence), ({ segment }) => segment)
}

/** The word peer: every character of the training text and its commonest words, `size` units in all; other words are spelled. */
export function trainWords(sentences: readonly string[], size: number, split: (sentence: string) => readonly string[]): Segmenter {
  const counts = new Map<string, number>()
  for (const word of sentences.flatMap(split)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const characters = new Set(sentences.flatMap((sentence) => [...sentence]))
  const words = [...counts].filter(([word]) => !characters.has(word)).sort((a, b) => b[1] - a[1])
  const units = [...characters, ...words.map(([word]) => word)].slice(0, size)
  const known = new Set(units)
  return { name: 'words', units, segment: (sentence) => split(sentence).flatMap((word) => (known.has(word) ? [word] : [...word])) }
}
