import { MaxHeap } from './max-heap.ts'
import type { PairTable } from './pair-table.ts'

/** Symbols of one piece: ids and the units [start, end) of each. Merging shortens the lists in place. */
export type Symbols = { readonly ids: number[]; readonly starts: number[]; readonly ends: number[] }

/** The slot of a pair in a table of merges, or -1. */
export type FindMerge = (left: number, right: number) => number

/** Up to here a scan over all pairs for each merge is faster than a heap. */
const shortPiece = 24

/**
 * Byte-pair encoding (Sennrich et al. 2016): the pair of lowest rank is merged, the leftmost of equals first, until none is left.
 */
export function mergeSymbols(symbols: Symbols, table: PairTable, find: FindMerge): void {
  if (symbols.ids.length <= shortPiece) mergeByScan(symbols, table, find)
  else mergeByHeap(symbols, table, find)
}

function mergeByScan({ ids, starts, ends }: Symbols, table: PairTable, find: FindMerge): void {
  const slots: number[] = []
  for (let i = 0; i + 1 < ids.length; i++) slots.push(find(ids[i], ids[i + 1]))
  for (;;) {
    let best = -1
    let bestRank = Number.POSITIVE_INFINITY
    for (let i = 0; i < slots.length; i++) {
      if (slots[i] !== -1 && table.rank(slots[i]) < bestRank) {
        bestRank = table.rank(slots[i])
        best = i
      }
    }
    if (best === -1) return
    ids[best] = table.id(slots[best])
    ends[best] = ends[best + 1]
    ids.splice(best + 1, 1)
    starts.splice(best + 1, 1)
    ends.splice(best + 1, 1)
    slots.splice(best, 1)
    if (best < slots.length) slots[best] = find(ids[best], ids[best + 1])
    if (best > 0) slots[best - 1] = find(ids[best - 1], ids[best])
  }
}

/** The same in O(n log n): a heap of candidates by rank and place, a linked list of symbols. A candidate is stale when its pair has changed. */
function mergeByHeap(symbols: Symbols, table: PairTable, find: FindMerge): void {
  const { ids, ends } = symbols
  const count = ids.length
  const next = Int32Array.from({ length: count }, (_, i) => (i + 1 < count ? i + 1 : -1))
  const previous = Int32Array.from({ length: count }, (_, i) => i - 1)
  const heap = new MaxHeap<Candidate>(before)
  const offer = (left: number) => {
    const right = left < 0 ? -1 : next[left]
    const slot = right < 0 ? -1 : find(ids[left], ids[right])
    if (slot !== -1) heap.push({ rank: table.rank(slot), left, leftId: ids[left], rightId: ids[right] })
  }
  for (let i = 0; i + 1 < count; i++) offer(i)
  for (let top = heap.pop(); top; top = heap.pop()) {
    const { left, leftId, rightId } = top
    const right = next[left]
    if (ids[left] !== leftId || right < 0 || ids[right] !== rightId) continue
    ids[left] = table.id(find(leftId, rightId))
    ends[left] = ends[right]
    ids[right] = -1
    next[left] = next[right]
    if (next[left] >= 0) previous[next[left]] = left
    next[right] = -1
    offer(left)
    offer(previous[left])
  }
  keepLinked(symbols, next)
}

function keepLinked({ ids, starts, ends }: Symbols, next: Int32Array): void {
  let kept = 0
  for (let i = 0; i >= 0; i = next[i]) {
    ids[kept] = ids[i]
    starts[kept] = starts[i]
    ends[kept++] = ends[i]
  }
  ids.length = starts.length = ends.length = kept
}

type Candidate = { readonly rank: number; readonly left: number; readonly leftId: number; readonly rightId: number }

function before(a: Candidate, b: Candidate): boolean {
  return a.rank < b.rank || (a.rank === b.rank && a.left < b.left)
}
