import type { FindMerge } from './merging.ts'
import { PairTable } from './pair-table.ts'

/** A pair that merges into nothing, remembered so that it is looked up once. */
const never = 0x7fffffff
/** Pairs seen of texts in all the world's scripts; over that the memory starts anew. */
const mostPairs = 4_000_000

/**
 * Merges of vocabularies that list none: two tokens merge when their joined text is a token, the lowest `rank` of the joined one first.
 * That is how tiktoken (rank = id) and SentencePiece (rank by score) define theirs. `mergeable` are the tokens that merging may give.
 */
export function joinedMerges(
  texts: readonly (string | undefined)[],
  mergeable: ReadonlyMap<string, number>,
  rank: (id: number) => number,
): { readonly table: PairTable; readonly find: FindMerge } {
  let longest = 0
  for (const text of mergeable.keys()) longest = Math.max(longest, text.length)
  const table = new PairTable(1 << 16)
  const find: FindMerge = (left, right) => {
    const known = table.find(left, right)
    if (known !== -1) return table.rank(known) === never ? -1 : known
    if (table.size > mostPairs) table.clear()
    const a = texts[left] ?? ''
    const b = texts[right] ?? ''
    const id = a.length + b.length > longest ? undefined : mergeable.get(a + b)
    const slot = table.set(left, right, id === undefined ? never : rank(id), id ?? -1)
    return id === undefined ? -1 : slot
  }
  return { table, find }
}
