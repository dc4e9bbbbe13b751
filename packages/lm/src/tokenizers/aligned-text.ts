import type { Span } from '../model.ts'

/** For each unit of a changed text the span [starts[i], ends[i]) of the original text that it stands for. */
type UnitMap = { readonly starts: Int32Array; readonly ends: Int32Array }

/**
 * A text on its way to tokens that remembers where its units came from. All positions are UTF-16 units.
 * As long as nothing was changed there is no map, and unit i stands for [offset + i, offset + i + 1) of the original;
 * with a map, unit i stands for what the map says at offset + i.
 */
export type AlignedText = { readonly text: string; readonly offset: number; readonly map?: UnitMap }

/** The original span of units [start, end); an empty one keeps its place. */
export function originalSpan({ text, offset, map }: AlignedText, start: number, end: number): Span {
  if (!map) return [offset + start, offset + end]
  if (start < end) return [map.starts[offset + start], map.ends[offset + end - 1]]
  if (start < text.length) return [map.starts[offset + start], map.starts[offset + start]]
  const last = offset + start > 0 ? map.ends[offset + start - 1] : 0
  return [last, last]
}

/** Units [start, end) as an aligned text of their own. */
export function sliceAligned(aligned: AlignedText, start: number, end: number): AlignedText {
  if (start === 0 && end === aligned.text.length) return aligned
  return { text: aligned.text.slice(start, end), offset: aligned.offset + start, map: aligned.map }
}

/** Builds a changed text piece by piece from spans of another one. */
export class AlignedBuilder {
  readonly #source: AlignedText
  readonly #parts: string[] = []
  #starts: Int32Array
  #ends: Int32Array
  #length = 0

  constructor(source: AlignedText) {
    this.#source = source
    this.#starts = new Int32Array(source.text.length + 16)
    this.#ends = new Int32Array(source.text.length + 16)
  }

  /** Takes units [start, end) of the source over as they are. */
  keep(start: number, end: number): void {
    if (start >= end) return
    this.keepAs(start, this.#source.text.slice(start, end))
  }

  /** Takes units of the source over one by one under other letters. */
  keepAs(start: number, text: string): void {
    const { offset, map } = this.#source
    this.#grow(text.length)
    for (let i = offset + start; i < offset + start + text.length; i++) {
      this.#starts[this.#length] = map ? map.starts[i] : i
      this.#ends[this.#length++] = map ? map.ends[i] : i + 1
    }
    this.#parts.push(text)
  }

  /** Writes `text` in the place of units [start, end) of the source: each of its units stands for all of them. */
  replace(start: number, end: number, text: string): void {
    const [from, to] = originalSpan(this.#source, start, end)
    this.#grow(text.length)
    this.#starts.fill(from, this.#length, this.#length + text.length)
    this.#ends.fill(to, this.#length, this.#length + text.length)
    this.#length += text.length
    this.#parts.push(text)
  }

  finish(): AlignedText {
    return { text: this.#parts.join(''), offset: 0, map: { starts: this.#starts, ends: this.#ends } }
  }

  #grow(by: number): void {
    if (this.#length + by <= this.#starts.length) return
    const size = Math.max(this.#starts.length * 2, this.#length + by)
    this.#starts = widened(this.#starts, size)
    this.#ends = widened(this.#ends, size)
  }
}

/** Every match of a global pattern replaced by what `write` gives for it. */
export function replaceMatches(aligned: AlignedText, pattern: RegExp, write: (match: string) => string): AlignedText {
  let builder: AlignedBuilder | undefined
  let last = 0
  for (const { 0: match, index } of aligned.text.matchAll(pattern)) {
    const written = write(match)
    if (written === match) continue
    builder ??= new AlignedBuilder(aligned)
    builder.keep(last, index)
    last = index + match.length
    if (written.length === match.length && match.length === 1) builder.keepAs(index, written)
    else builder.replace(index, last, written)
  }
  if (!builder) return aligned
  builder.keep(last, aligned.text.length)
  return builder.finish()
}

function widened(list: Int32Array, size: number): Int32Array {
  const larger = new Int32Array(size)
  larger.set(list)
  return larger
}
