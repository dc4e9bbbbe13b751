import { TokenizerError } from './tokenizer-error.ts'

export type TrainOptions = {
  /** Tokens in all, special ones included. */
  readonly vocabSize: number
  /** Tokens with a meaning of their own; they get the first ids. Default: none, and for unigram, WordPiece and characters an unknown token. */
  readonly special?: readonly string[]
  /** Pairs (characters, pieces) that occur less often are left out. Default 2. */
  readonly minCount?: number
}

/** How often each piece occurs that `cut` makes of the texts. Throws TokenizerError when there is none. */
export function countPieces(texts: Iterable<string>, cut: (text: string) => Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) {
    for (const piece of cut(text)) counts.set(piece, (counts.get(piece) ?? 0) + 1)
  }
  if (counts.size === 0)
    throw new TokenizerError('tokenizer-training', 'there is no text to train a tokenizer on: give at least one text with a word in it')
  return counts
}

/** How often each character occurs, the most frequent first; of equals the one with the smaller code point. */
export function countCharacters(pieces: ReadonlyMap<string, number>): [character: string, count: number][] {
  const counts = new Map<string, number>()
  for (const [piece, count] of pieces) for (const character of piece) counts.set(character, (counts.get(character) ?? 0) + count)
  return [...counts].sort(([a, x], [b, y]) => y - x || a.codePointAt(0)! - b.codePointAt(0)!)
}

/** Entries of `added_tokens` for special tokens, whose ids are their places. */
export function specialEntries(special: readonly string[]) {
  return special.map((content, id) => ({ id, content, special: true, single_word: false, lstrip: false, rstrip: false, normalized: false }))
}

/** Throws unless there is room for what every vocabulary of this kind holds. */
export function checkRoom(vocabSize: number, least: number, what: string): void {
  if (Number.isInteger(vocabSize) && vocabSize >= least) return
  throw new TokenizerError('tokenizer-training', `a vocabulary of ${vocabSize} tokens has no room for ${what}: ask for at least ${least}`)
}
