import { type NdArray, ndarray, zeros } from '@offprint/engine'

/** Entries of one layer with `null` where the length goes, batch 1: what an architecture's `emptyCache` gives. */
export type CacheLayout = Readonly<Record<string, readonly (number | null)[]>>
export type CacheArrays = readonly Readonly<Record<string, NdArray>>[]

/** Rows are added in steps: a graph is fed arrays of a few sizes only, and a row costs no copy of those before it. */
const bucketRows = 128

/**
 * Keys and values (or states) of a batch of sequences. Rows are written behind one another; the arrays grow in buckets, and what of them is
 * not in use is left out by the mask. `positions` says where each row stands.
 */
export class DecodingCache {
  private readonly layout: CacheLayout
  private layers: Record<string, NdArray>[]
  private batchSize: number
  private capacity = 0
  /** Rows written so far, the same for every sequence. */
  private used = 0
  /** One row a sequence: 1 where the row holds a token, and its position. */
  private tokens: Int32Array[]
  private places: Int32Array[]

  constructor(layout: CacheLayout, layerCount: number, batchSize: number) {
    this.layout = layout
    this.batchSize = batchSize
    this.layers = Array.from({ length: layerCount }, () => this.emptyLayer(0))
    this.tokens = Array.from({ length: batchSize }, () => new Int32Array(0))
    this.places = Array.from({ length: batchSize }, () => new Int32Array(0))
  }

  get length(): number {
    return this.used
  }

  /** The arrays as a graph takes them: [batch, …, capacity, …]. */
  arrays(): CacheArrays {
    return this.layers
  }

  /** Mask and positions [batch, capacity + length] of all keys when `fresh` tokens follow (1 or 0 a token, and positions). */
  keys(fresh: { readonly mask: readonly Int32Array[]; readonly positions: readonly Int32Array[] }): {
    readonly mask: NdArray
    readonly positions: NdArray
  } {
    const joined = (kept: readonly Int32Array[], added: readonly Int32Array[]) => {
      const width = this.capacity + added[0].length
      const data = new Int32Array(this.batchSize * width)
      for (let row = 0; row < this.batchSize; row++) {
        data.set(kept[row], row * width)
        data.set(added[row], row * width + this.capacity)
      }
      return ndarray(data, [this.batchSize, width])
    }
    return { mask: joined(this.tokens, fresh.mask), positions: joined(this.places, fresh.positions) }
  }

  /** Takes the rows that a run gave for `fresh` tokens, or its new states. */
  append(present: CacheArrays, fresh: { readonly mask: readonly Int32Array[]; readonly positions: readonly Int32Array[] }): void {
    const length = fresh.mask[0].length
    if (!this.grows()) {
      this.layers = present.map((layer) => ({ ...layer }))
      this.used += length
      return
    }
    this.reserve(this.used + length)
    present.forEach((layer, i) => {
      for (const name of Object.keys(layer)) this.copyRows(this.layers[i][name], layer[name], name, this.used)
    })
    for (let row = 0; row < this.batchSize; row++) {
      this.tokens[row].set(fresh.mask[row], this.used)
      this.places[row].set(fresh.positions[row], this.used)
    }
    this.used += length
  }

  /** Keeps the sequences named, in that order and as often: what beam search and early ends of a batch do. */
  select(rows: readonly number[]): void {
    for (const layer of this.layers) {
      for (const [name, array] of Object.entries(layer)) {
        const size = array.data.length / this.batchSize
        const data = new Float32Array(size * rows.length)
        rows.forEach((row, i) => {
          data.set((array.data as Float32Array).subarray(row * size, (row + 1) * size), i * size)
        })
        layer[name] = ndarray(data, [rows.length, ...array.shape.slice(1)])
      }
    }
    this.tokens = rows.map((row) => this.tokens[row].slice())
    this.places = rows.map((row) => this.places[row].slice())
    this.batchSize = rows.length
  }

  /** Forgets the rows from `length` on. Gives how many tokens each sequence lost. Throws RangeError where states have no rows. */
  truncate(length: number): number[] {
    if (!this.grows()) throw new RangeError('This model keeps a state and no rows: it cannot go back. Start again from the prompt.')
    const lost = this.tokens.map((row) => row.subarray(length, this.used).reduce((sum, token) => sum + token, 0))
    for (const row of this.tokens) row.fill(0, length)
    this.used = length
    return lost
  }

  private grows(): boolean {
    return Object.values(this.layout).some((shape) => shape.includes(null))
  }

  private emptyLayer(capacity: number): Record<string, NdArray> {
    return Object.fromEntries(
      Object.entries(this.layout).map(([name, shape]) => [
        name,
        zeros([this.batchSize, ...shape.slice(1).map((size) => size ?? capacity)]),
      ]),
    )
  }

  private reserve(rows: number): void {
    if (rows <= this.capacity) return
    const capacity = Math.ceil(rows / bucketRows) * bucketRows
    this.layers = this.layers.map((old) => {
      const layer = this.emptyLayer(capacity)
      for (const name of Object.keys(layer)) this.copyRows(layer[name], old[name], name, 0)
      return layer
    })
    const longer = (values: Int32Array) => {
      const grown = new Int32Array(capacity)
      grown.set(values)
      return grown
    }
    this.tokens = this.tokens.map(longer)
    this.places = this.places.map(longer)
    this.capacity = capacity
  }

  /** Writes all rows of `from` into `to`, beginning at row `at` of the axis that grows. */
  private copyRows(to: NdArray, from: NdArray, name: string, at: number): void {
    const axis = this.layout[name].indexOf(null)
    const inner = to.shape.slice(axis + 1).reduce((count, size) => count * size, 1)
    const outer = to.shape.slice(0, axis).reduce((count, size) => count * size, 1)
    const [toRows, fromRows] = [to.shape[axis], from.shape[axis]]
    const target = to.data as Float32Array
    const source = from.data as Float32Array
    for (let i = 0; i < outer; i++) target.set(source.subarray(i * fromRows * inner, (i + 1) * fromRows * inner), (i * toRows + at) * inner)
  }
}
