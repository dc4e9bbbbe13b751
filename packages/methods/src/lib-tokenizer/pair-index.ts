type Pair = { readonly left: number; readonly right: number; count: number; places: number[] }

/** Pairs of two ids below 2 ** 22 as one exact number. */
const shift = 2 ** 22

/**
 * The training text of byte pair encoding as one chain of symbols, with every neighbouring pair's count and places, so that a
 * merge touches only the places where it happens. Stretches of text never touch each other.
 */
export class PairIndex {
  readonly units: string[] = []
  readonly merges: (readonly [left: string, right: string])[] = []
  readonly #symbols: Int32Array
  readonly #before: Int32Array
  readonly #after: Int32Array
  readonly #weights: Float64Array
  readonly #pairs = new Map<number, Pair>()
  /** Pairs by falling count; an entry whose count is out of date is put back when it comes up. */
  readonly #heap: { readonly pair: Pair; readonly count: number }[] = []

  /** `stretches`: text → how often it stands in the corpus. */
  constructor(stretches: ReadonlyMap<string, number>) {
    const pieces = [...stretches].map(([text, count]) => ({ characters: [...text], count }))
    const length = pieces.reduce((sum, piece) => sum + piece.characters.length, 0)
    this.#symbols = new Int32Array(length)
    this.#before = new Int32Array(length).fill(-1)
    this.#after = new Int32Array(length).fill(-1)
    this.#weights = new Float64Array(length)
    this.#fill(pieces)
    for (const pair of this.#pairs.values()) this.#push(pair)
  }

  /** Joins the commonest pair everywhere; false where no pair stands twice. */
  mergeCommonest(): boolean {
    const pair = this.#popCommonest()
    if (!pair || pair.count < 2) return false
    const joined = this.units.length
    this.merges.push([this.units[pair.left], this.units[pair.right]])
    this.units.push(this.units[pair.left] + this.units[pair.right])
    const { places } = pair
    pair.places = []
    const touched = new Set<Pair>()
    for (const place of places) this.#mergeAt(place, pair, joined, touched)
    pair.count = 0
    for (const changed of touched) this.#push(changed)
    return true
  }

  #fill(pieces: readonly { readonly characters: readonly string[]; readonly count: number }[]): void {
    const ids = new Map<string, number>()
    let at = 0
    for (const { characters, count } of pieces) {
      characters.forEach((character, i) => {
        const id = ids.get(character) ?? this.units.push(character) - 1
        ids.set(character, id)
        this.#symbols[at] = id
        this.#weights[at] = count
        if (i > 0) this.#link(at - 1, at)
        at++
      })
    }
  }

  #link(left: number, right: number): void {
    this.#after[left] = right
    this.#before[right] = left
    this.#count(left, right, 1)
  }

  /** Adds (`sign` 1) or takes back (-1) the pair that stands at two places. */
  #count(left: number, right: number, sign: 1 | -1): Pair {
    const a = this.#symbols[left]
    const b = this.#symbols[right]
    const pair = this.#pairs.get(a * shift + b) ?? { left: a, right: b, count: 0, places: [] }
    this.#pairs.set(a * shift + b, pair)
    pair.count += sign * this.#weights[left]
    if (sign > 0) pair.places.push(left)
    return pair
  }

  #mergeAt(place: number, pair: Pair, joined: number, touched: Set<Pair>): void {
    const next = this.#after[place]
    // The place may be out of date: taken by an earlier merge, or by the overlapping one in "aaa".
    if (this.#symbols[place] !== pair.left || next < 0 || this.#symbols[next] !== pair.right) return
    const before = this.#before[place]
    const after = this.#after[next]
    if (before >= 0) this.#count(before, place, -1)
    if (after >= 0) this.#count(next, after, -1)
    this.#symbols[place] = joined
    this.#symbols[next] = -1
    this.#after[place] = after
    if (after >= 0) this.#before[after] = place
    if (before >= 0) touched.add(this.#count(before, place, 1))
    if (after >= 0) touched.add(this.#count(place, after, 1))
  }

  #push(pair: Pair): void {
    const heap = this.#heap
    heap.push({ pair, count: pair.count })
    for (let i = heap.length - 1; i > 0; ) {
      const parent = (i - 1) >> 1
      if (!isAhead(heap, i, parent)) return
      swap(heap, i, parent)
      i = parent
    }
  }

  #popCommonest(): Pair | undefined {
    for (;;) {
      const top = this.#pop()
      if (!top || top.count === top.pair.count) return top?.pair
      if (top.pair.count > 0) this.#push(top.pair)
    }
  }

  #pop(): { readonly pair: Pair; readonly count: number } | undefined {
    const heap = this.#heap
    const top = heap[0]
    const last = heap.pop()
    if (!top || !last || heap.length === 0) return top
    heap[0] = last
    for (let i = 0; ; ) {
      let best = i
      for (const child of [2 * i + 1, 2 * i + 2]) if (child < heap.length && isAhead(heap, child, best)) best = child
      if (best === i) return top
      swap(heap, i, best)
      i = best
    }
  }
}

type Entry = { readonly pair: Pair; readonly count: number }

/** More frequent first; of equals the older symbols, so that a training run repeats. */
function isAhead(heap: readonly Entry[], i: number, j: number): boolean {
  const a = heap[i]
  const b = heap[j]
  if (a.count !== b.count) return a.count > b.count
  return a.pair.left !== b.pair.left ? a.pair.left < b.pair.left : a.pair.right < b.pair.right
}

function swap(heap: Entry[], i: number, j: number): void {
  const a = heap[i]
  heap[i] = heap[j]
  heap[j] = a
}
