import { isUtf8 } from 'node:buffer'

import { withHead } from './head.ts'
import { describeInvalidUtf8, maxRecordBytes } from './lines.ts'

/** One element of a JSON input as text, or why it could not be cut out; `at` counts from "entry 1". */
export type JsonElement = { readonly at: string; readonly text: string; readonly problem?: string }

const [quote, backslash, comma, openArray, closeArray, openObject, closeObject] = Buffer.from('"\\,[]{}')

/** Where the elements begin: after `[`, or after the list of a wrapper that has only simple values before it; else at once. */
const scalar = /(?:"(?:[^"\\]|\\.)*"|[-+.\deE]+|true|false|null)/
const listStart = new RegExp(
  `^\\ufeff?\\s*(?:\\[|\\{(?:\\s*"[^"\\\\]*"\\s*:\\s*${scalar.source}\\s*,)*\\s*"(?:dailyPapers|papers|results|items)"\\s*:\\s*\\[)`,
)

/**
 * Cuts a JSON input into its elements without holding more than one: the items of an array, those of a wrapping object's list
 * (`{"dailyPapers":[…]}`), or objects that follow each other. It only counts brackets and strings: JSON.parse judges the elements.
 */
export async function* readJsonElements(bytes: AsyncIterable<Uint8Array>, maxBytes = maxRecordBytes): AsyncGenerator<JsonElement> {
  const scanner = new ElementScanner(maxBytes)
  const input = await withHead(bytes)
  const skip = Buffer.byteLength(listStart.exec(input.head.toString())?.[0] ?? '')
  for await (const chunk of input.bytes) {
    for (let i = 0; i < chunk.length && !scanner.done; i++) {
      const isPrefix = scanner.offset < skip
      const element = isPrefix ? scanner.pass() : scanner.next(chunk[i])
      if (element) yield element
    }
  }
  const last = scanner.end()
  if (last) yield last
}

class ElementScanner {
  offset = 0
  done = false
  #maxBytes: number
  #depth = 0
  #inString = false
  #escaped = false
  #count = 0
  #start = 0
  #length = 0
  #kept = Buffer.allocUnsafe(64 * 1024)

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  pass(): undefined {
    this.offset++
  }

  /** Takes one byte; gives the element that ends with it. */
  next(byte: number): JsonElement | undefined {
    const separates =
      this.#depth === 0 && !this.#inString && (byte === comma || isBlank(byte) || byte === closeArray || byte === closeObject)
    if (separates) return this.#separate(byte)
    if (this.#length === 0) this.#start = this.offset
    this.#keep(byte)
    this.#follow(byte)
    this.offset++
    // An object is complete with its bracket: the next one may follow without a comma.
    return byte === closeObject && this.#depth === 0 && !this.#inString ? this.#finish() : undefined
  }

  end(): JsonElement | undefined {
    return this.#length > 0 ? this.#finish(this.#depth > 0 || this.#inString) : undefined
  }

  #separate(byte: number): JsonElement | undefined {
    this.offset++
    // A bracket that nothing opened ends the list; what follows it in a wrapper is not ours.
    if (byte === closeArray || byte === closeObject) this.done = true
    return this.#length > 0 ? this.#finish() : undefined
  }

  #follow(byte: number): void {
    if (this.#escaped) this.#escaped = false
    else if (this.#inString && byte === backslash) this.#escaped = true
    else if (byte === quote) this.#inString = !this.#inString
    else if (this.#inString) return
    else if (byte === openArray || byte === openObject) this.#depth++
    else if (byte === closeArray || byte === closeObject) this.#depth--
  }

  #keep(byte: number): void {
    if (this.#length === this.#kept.length && this.#length < this.#maxBytes) {
      this.#kept = Buffer.concat([this.#kept, Buffer.allocUnsafe(this.#kept.length)])
    }
    if (this.#length < this.#kept.length) this.#kept[this.#length] = byte
    this.#length++
  }

  #finish(brokenOff = false): JsonElement {
    const at = `entry ${++this.#count} (byte ${this.#start})`
    const bytes = this.#kept.subarray(0, Math.min(this.#length, this.#kept.length))
    const isTooLong = this.#length > this.#maxBytes
    this.#length = 0
    if (isTooLong) return { at, text: '', problem: `the entry has more than the ${this.#maxBytes} bytes that a record may have` }
    if (brokenOff) return { at, text: '', problem: 'the input breaks off inside this entry' }
    return isUtf8(bytes) ? { at, text: bytes.toString() } : { at, text: '', problem: describeInvalidUtf8(bytes, this.#start) }
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)
}
