import type { Store } from '@offprint/store'

import type { EmbedTexts } from '../catalogue.ts'

export type Neighbour = { readonly seq: number; readonly similarity: number }

// One call of the embedding function; small enough that a server answers others in between.
const batchSize = 64

/**
 * The papers' embeddings in one typed array `[papers, dimension]`, scanned exactly: 75,481 rows of 128 are 10 million
 * multiplications, less work than keeping an approximate index right. Holds what `update` has brought in so far.
 */
export class PaperVectors {
  readonly #embedding: EmbedTexts
  readonly #rowOf = new Map<number, number>()
  #seqs: number[] = []
  #rows: Float32Array
  #seen: Seen = { seq: 0, updated_at: '' }
  #updating: Promise<void> | undefined

  constructor(embedding: EmbedTexts) {
    this.#embedding = embedding
    this.#rows = new Float32Array(1024 * embedding.dimension)
  }

  get size(): number {
    return this.#seqs.length
  }

  /** Embeds what was added or changed since the last call; calls that overlap share one pass. */
  update(store: Store): Promise<void> {
    this.#updating ??= this.#bringIn(store).finally(() => {
      this.#updating = undefined
    })
    return this.#updating
  }

  /** The `count` papers nearest to a text by cosine, best first; only those in `allowed` where it is given. */
  async nearest(text: string, count: number, allowed?: ReadonlySet<number>): Promise<Neighbour[]> {
    if (this.size === 0) return []
    const query = await this.#embedding.embed([text])
    const best: Neighbour[] = []
    for (let row = 0; row < this.size; row++) {
      if (allowed && !allowed.has(this.#seqs[row])) continue
      const similarity = product(query, this.#rows, row * query.length)
      if (best.length === count && similarity <= best[count - 1].similarity) continue
      insert(best, { seq: this.#seqs[row], similarity })
      if (best.length > count) best.pop()
    }
    return best
  }

  async #bringIn(store: Store): Promise<void> {
    const waiting = await unseenPapers(store, this.#seen)
    for (let start = 0; start < waiting.length; start += batchSize) {
      const seqs = waiting.slice(start, start + batchSize).map(({ seq }) => seq)
      const papers = await store.db.selectFrom('papers').select(['seq', 'title', 'abstract']).where('seq', 'in', seqs).execute()
      const vectors = await this.#embedding.embed(papers.map(({ title, abstract }) => `${title}\n${abstract}`))
      for (const [index, { seq }] of papers.entries()) this.#put(seq, vectors, index)
    }
    // Only now: after a failure the next call begins again.
    this.#seen = waiting.reduce(furthest, this.#seen)
  }

  #put(seq: number, vectors: Float32Array, index: number): void {
    const { dimension } = this.#embedding
    const row = this.#rowOf.get(seq) ?? this.#seqs.length
    if (row === this.#seqs.length) this.#seqs.push(seq)
    this.#rowOf.set(seq, row)
    if ((row + 1) * dimension > this.#rows.length) this.#grow()
    this.#rows.set(vectors.subarray(index * dimension, (index + 1) * dimension), row * dimension)
  }

  #grow(): void {
    const larger = new Float32Array(this.#rows.length * 2)
    larger.set(this.#rows)
    this.#rows = larger
  }
}

/** How far the papers were read: the last row number, and the last change. */
type Seen = { readonly seq: number; readonly updated_at: string }

function furthest(a: Seen, b: Seen): Seen {
  return { seq: Math.max(a.seq, b.seq), updated_at: [a.updated_at, b.updated_at].toSorted()[1] }
}

function unseenPapers({ db }: Store, seen: Seen): Promise<Seen[]> {
  return db
    .selectFrom('papers')
    .select(['seq', 'updated_at'])
    .where((eb) => eb.or([eb('seq', '>', seen.seq), eb('updated_at', '>', seen.updated_at)]))
    .orderBy('seq')
    .execute()
}

/**
 * The cosine of two unit vectors. Four sums, because one would wait for each addition before the next: 75,481 rows of 128
 * took 59 ms with one and 29 ms with four (two loaded cores).
 */
function product(query: Float32Array, rows: Float32Array, start: number): number {
  let [a, b, c, d] = [0, 0, 0, 0]
  const whole = query.length - (query.length % 4)
  for (let i = 0; i < whole; i += 4) {
    a += query[i] * rows[start + i]
    b += query[i + 1] * rows[start + i + 1]
    c += query[i + 2] * rows[start + i + 2]
    d += query[i + 3] * rows[start + i + 3]
  }
  for (let i = whole; i < query.length; i++) a += query[i] * rows[start + i]
  return a + b + (c + d)
}

/** Keeps a short list sorted, best first. */
function insert(best: Neighbour[], neighbour: Neighbour): void {
  const place = best.findIndex(({ similarity }) => similarity < neighbour.similarity)
  best.splice(place < 0 ? best.length : place, 0, neighbour)
}
