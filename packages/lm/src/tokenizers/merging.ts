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
  const heap = new CandidateHeap()
  const offer = (left: number) => {
    const right = left < 0 ? -1 : next[left]
    const slot = right < 0 ? -1 : find(ids[left], ids[right])
    if (slot !== -1) heap.push(table.rank(slot), left, ids[left], ids[right])
  }
  for (let i = 0; i + 1 < count; i++) offer(i)
  while (heap.pop()) {
    const left = heap.left
    const right = next[left]
    if (ids[left] !== heap.leftId || right < 0 || ids[right] !== heap.rightId) continue
    ids[left] = table.id(find(heap.leftId, heap.rightId))
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

/** A binary heap ordered by rank, then by place; `pop` leaves what it took in the fields. */
class CandidateHeap {
  left = 0
  leftId = 0
  rightId = 0
  readonly #items: { rank: number; left: number; leftId: number; rightId: number }[] = []

  push(rank: number, left: number, leftId: number, rightId: number): void {
    const items = this.#items
    const item = { rank, left, leftId, rightId }
    let at = items.length
    items.push(item)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!before(item, items[parent])) break
      items[at] = items[parent]
      at = parent
    }
    items[at] = item
  }

  pop(): boolean {
    const items = this.#items
    if (items.length === 0) return false
    const top = items[0]
    const last = items.pop()!
    if (items.length > 0) this.#sink(last)
    this.left = top.left
    this.leftId = top.leftId
    this.rightId = top.rightId
    return true
  }

  #sink(item: { rank: number; left: number; leftId: number; rightId: number }): void {
    const items = this.#items
    let at = 0
    for (let child = 1; child < items.length; child = at * 2 + 1) {
      if (child + 1 < items.length && before(items[child + 1], items[child])) child++
      if (!before(items[child], item)) break
      items[at] = items[child]
      at = child
    }
    items[at] = item
  }
}

function before(a: { rank: number; left: number }, b: { rank: number; left: number }): boolean {
  return a.rank < b.rank || (a.rank === b.rank && a.left < b.left)
}
