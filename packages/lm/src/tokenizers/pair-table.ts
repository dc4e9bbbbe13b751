/**
 * A hash table from pairs of neighboring ids to what they merge into (rank, the lower the earlier, and id), in flat arrays:
 * a Map would need a number object for each pair.
 */
export class PairTable {
  #keys: Int32Array
  #ranks: Int32Array
  #ids: Int32Array
  #size = 0
  #mask: number

  /** Room for this many pairs at first; it grows. */
  constructor(capacity: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(16, capacity * 2)))
    this.#mask = slots - 1
    this.#keys = new Int32Array(slots * 2).fill(-1)
    this.#ranks = new Int32Array(slots)
    this.#ids = new Int32Array(slots)
  }

  get size(): number {
    return this.#size
  }

  /** The slot of a pair for `rank` and `id`, or -1. */
  find(left: number, right: number): number {
    const slot = this.#slot(left, right)
    return this.#keys[slot * 2] === -1 ? -1 : slot
  }

  rank(slot: number): number {
    return this.#ranks[slot]
  }

  id(slot: number): number {
    return this.#ids[slot]
  }

  set(left: number, right: number, rank: number, id: number): number {
    if (this.#size * 2 > this.#mask) this.#grow()
    const slot = this.#slot(left, right)
    if (this.#keys[slot * 2] === -1) this.#size++
    this.#keys[slot * 2] = left
    this.#keys[slot * 2 + 1] = right
    this.#ranks[slot] = rank
    this.#ids[slot] = id
    return slot
  }

  /** Forgets all pairs; slots given before mean nothing any more. */
  clear(): void {
    this.#keys.fill(-1)
    this.#size = 0
  }

  /** The slot that holds the pair, or the free one where it would go. */
  #slot(left: number, right: number): number {
    const hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b)
    let slot = (hash ^ (hash >>> 15)) & this.#mask
    while (this.#keys[slot * 2] !== -1 && (this.#keys[slot * 2] !== left || this.#keys[slot * 2 + 1] !== right))
      slot = (slot + 1) & this.#mask
    return slot
  }

  #grow(): void {
    const keys = this.#keys
    const ranks = this.#ranks
    const ids = this.#ids
    const slots = ids.length * 2
    this.#mask = slots - 1
    this.#keys = new Int32Array(slots * 2).fill(-1)
    this.#ranks = new Int32Array(slots)
    this.#ids = new Int32Array(slots)
    this.#size = 0
    for (let i = 0; i < ids.length; i++) if (keys[i * 2] !== -1) this.set(keys[i * 2], keys[i * 2 + 1], ranks[i], ids[i])
  }
}
