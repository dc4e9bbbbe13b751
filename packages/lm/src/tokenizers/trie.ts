/** The tokens of a vocabulary as a tree over UTF-16 units, in flat arrays: child lists are sorted runs. */
export class VocabularyTrie {
  /** For each node: where its children begin; its children's units; the token that ends here, -1 for none. */
  readonly #first: Int32Array
  readonly #units: Uint16Array
  readonly #token: Int32Array

  constructor(tokens: ReadonlyMap<string, number>) {
    const sorted = [...tokens].filter(([text]) => text !== '').sort(([a], [b]) => (a < b ? -1 : 1))
    const first: number[] = []
    const units: number[] = [0]
    const token: number[] = [-1]
    // Breadth first, so that the children of a node lie side by side: a queue of runs of tokens with a common prefix.
    const runs: { from: number; to: number; depth: number }[] = [{ from: 0, to: sorted.length, depth: 0 }]
    for (let node = 0; node < runs.length; node++) {
      first.push(units.length)
      const { to, depth } = runs[node]
      let { from } = runs[node]
      if (from < to && sorted[from][0].length === depth) token[node] = sorted[from++][1]
      while (from < to) {
        const unit = sorted[from][0].charCodeAt(depth)
        let end = from + 1
        while (end < to && sorted[end][0].charCodeAt(depth) === unit) end++
        units.push(unit)
        token.push(-1)
        runs.push({ from, to: end, depth: depth + 1 })
        from = end
      }
    }
    first.push(units.length)
    this.#first = Int32Array.from(first)
    this.#units = Uint16Array.from(units)
    this.#token = Int32Array.from(token)
  }

  /** Calls `found` with the end and id of every token that `text` has at `start`, shortest first. */
  prefixes(text: string, start: number, found: (end: number, id: number) => void): void {
    let node = 0
    for (let at = start; at < text.length; at++) {
      node = this.#child(node, text.charCodeAt(at))
      if (node === -1) return
      if (this.#token[node] !== -1) found(at + 1, this.#token[node])
    }
  }

  #child(node: number, unit: number): number {
    let low = this.#first[node]
    let high = this.#first[node + 1] - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      if (this.#units[middle] === unit) return middle
      if (this.#units[middle] < unit) low = middle + 1
      else high = middle - 1
    }
    return -1
  }
}
