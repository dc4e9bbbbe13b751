/** A unit of the lexicon: part of a word, a word or several. `rank` is its place in the list, 0 best, -1 once forgotten. */
export type Unit = { readonly text: string; readonly characters: Uint32Array; rank: number }

type Node = { unit: Unit | undefined; readonly next: Map<number, Node> }

/** The code points of a text: the characters that LiB reads. */
export function charactersOf(text: string): Uint32Array {
  return Uint32Array.from([...text], (character) => character.codePointAt(0)!)
}

/**
 * LiB's L: an ordered list of units over a trie. Units change places by relative moves, so their order is a history,
 * not a count of anything. A move costs as many steps as places: quick up to about 20,000 units.
 */
export class Lexicon {
  readonly #order: Unit[] = []
  readonly #byText = new Map<string, Unit>()
  readonly #root: Node = { unit: undefined, next: new Map() }

  get size(): number {
    return this.#order.length
  }

  /** Best first. */
  get units(): readonly Unit[] {
    return this.#order
  }

  find(text: string): Unit | undefined {
    return this.#byText.get(text)
  }

  /** Adds a unit at the tail, the lowest rank; gives the unit that is there already where the text is known. */
  append(text: string): Unit {
    const known = this.#byText.get(text)
    if (known) return known
    const unit: Unit = { text, characters: charactersOf(text), rank: this.#order.length }
    this.#order.push(unit)
    this.#byText.set(text, unit)
    this.#reach(unit).unit = unit
    return unit
  }

  /** Takes units out; the others close the gaps. */
  remove(units: Iterable<Unit>): void {
    for (const unit of units) this.#forget(unit)
    let kept = 0
    for (const unit of this.#order) {
      if (unit.rank < 0) continue
      unit.rank = kept
      this.#order[kept++] = unit
    }
    this.#order.length = kept
  }

  /** Moves `int(rank * rate) + 1` places towards 0. The unit at 0 stays. */
  promote(unit: Unit, rate: number): void {
    if (unit.rank <= 0) return
    const goal = unit.rank - stepOf(unit, rate)
    for (let place = unit.rank; place > goal; place--) this.#put(this.#order[place - 1], place)
    this.#put(unit, goal)
  }

  /** Moves as many places towards the tail; false where that is past the end and the unit is gone. The unit at 0 stays. */
  demote(unit: Unit, rate: number): boolean {
    if (unit.rank <= 0) return true
    const goal = unit.rank + stepOf(unit, rate)
    const end = Math.min(goal, this.#order.length - 1)
    for (let place = unit.rank; place < end; place++) this.#put(this.#order[place + 1], place)
    this.#put(unit, end)
    if (goal === end) return true
    this.#order.pop()
    this.#forget(unit)
    return false
  }

  /** The longest unit that stands at `start` and ends by `end`. */
  longest(characters: Uint32Array, start: number, end: number): Unit | undefined {
    let node: Node | undefined = this.#root
    let found: Unit | undefined
    for (let i = start; i < end; i++) {
      node = node.next.get(characters[i])
      if (!node) break
      if (node.unit) found = node.unit
    }
    return found
  }

  /** The longest unit at `start` and the second longest: c and c2 of the algorithm. */
  longestTwo(characters: Uint32Array, start: number, end: number): readonly [Unit | undefined, Unit | undefined] {
    let node: Node | undefined = this.#root
    let first: Unit | undefined
    let second: Unit | undefined
    for (let i = start; i < end; i++) {
      node = node.next.get(characters[i])
      if (!node) break
      if (!node.unit) continue
      second = first
      first = node.unit
    }
    return [first, second]
  }

  #put(unit: Unit, place: number): void {
    this.#order[place] = unit
    unit.rank = place
  }

  #reach(unit: Unit): Node {
    let node = this.#root
    for (const character of unit.characters) {
      const next = node.next.get(character) ?? { unit: undefined, next: new Map() }
      node.next.set(character, next)
      node = next
    }
    return node
  }

  /** Out of the trie and the index; its place in the list is the caller's to close. */
  #forget(unit: Unit): void {
    if (this.#byText.get(unit.text) !== unit) return
    this.#byText.delete(unit.text)
    unit.rank = -1
    const path = [this.#root]
    for (const character of unit.characters) path.push(path.at(-1)!.next.get(character)!)
    path[path.length - 1].unit = undefined
    for (let depth = path.length - 1; depth > 0 && isEmpty(path[depth]); depth--) {
      path[depth - 1].next.delete(unit.characters[depth - 1])
    }
  }
}

function isEmpty(node: Node): boolean {
  return node.unit === undefined && node.next.size === 0
}

function stepOf(unit: Unit, rate: number): number {
  return Math.trunc(unit.rank * rate) + 1
}
