export type UnitKind = 'part of a word' | 'word' | 'several words'

/**
 * What a unit is beside the words of a text: one of them, several in a row, or anything else (a part, also one that reaches over a
 * border). Marks and spaces at the ends do not count.
 */
export function kindOf(unit: string, words: ReadonlySet<string>): UnitKind {
  const pieces = lettersOnly(unit).split(/\s+/).filter(Boolean)
  if (pieces.length === 0 || !pieces.every((piece) => words.has(piece))) return 'part of a word'
  return pieces.length === 1 ? 'word' : 'several words'
}

/** The words of a text between spaces, marks at their ends taken off. */
export function wordSetOf(texts: readonly string[]): Set<string> {
  return new Set(
    texts
      .flatMap((text) => text.split(/\s+/))
      .map(lettersOnly)
      .filter(Boolean),
  )
}

function lettersOnly(text: string): string {
  return text.replace(/^[^\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu, '')
}
