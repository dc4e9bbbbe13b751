import type { TaggedPair } from '../released/pairs.ts'

/**
 * The baseline that asks nobody: the two sentences contradict when each holds a number that the other lacks, or, where neither does,
 * when the fact's object names something that the alternative lacks while the alternative names something new.
 */
export function differsInNumbersOrNames({ topic, statement, alternative, fact }: TaggedPair): boolean {
  const numbersDiffer = lacks(alternative, numbers(fact.object)) && lacks(statement, numbers(alternative))
  if (numbersDiffer) return true
  const known = `${statement} ${topic}`
  return lacks(alternative, names(fact.object)) && lacks(known, names(alternative))
}

const numbers = (text: string): string[] => text.match(/\d[\d.,]*\d|\d/g) ?? []
/** Capitalised words; the first word of a sentence says nothing by its capital. */
const names = (text: string): string[] => text.slice(1).match(/(?<=[\s("“])\p{Lu}[\p{L}-]+/gu) ?? []

function lacks(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase()
  return words.some((word) => !lower.includes(word.toLowerCase()))
}
