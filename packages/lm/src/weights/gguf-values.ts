import { WeightsError } from './weights-error.ts'

/** A value of the metadata and its type as the file names it: `u32`, `string`, `array<f32>` … Whole numbers over 2⁵³ are bigint. */
export type GgufValue = { readonly type: string; readonly value: GgufPlain }
export type GgufPlain = number | bigint | boolean | string | readonly GgufPlain[] | Float32Array | Int32Array

/** The bytes at hand end before the value does: the header is longer than what was read of it so far. */
export class MoreBytesNeeded extends Error {}

/** Lists in lists: real files have none, a crafted one could nest them until the stack ends. */
const deepestArray = 4
/** Text in a header, a chat template for example, is some kilobytes; a tokenizer's merges are many short ones. */
const longestStringBytes = 64 << 20

/** One type of metadata value (GGUF specification, gguf_metadata_value_type): fewest bytes that one can have, and its reader. */
type ValueType = { readonly name: string; readonly bytes: number; readonly read: (cursor: GgufCursor) => GgufPlain }

const valueTypes: readonly ValueType[] = [
  { name: 'u8', bytes: 1, read: (cursor) => cursor.take(1).getUint8(0) },
  { name: 'i8', bytes: 1, read: (cursor) => cursor.take(1).getInt8(0) },
  { name: 'u16', bytes: 2, read: (cursor) => cursor.take(2).getUint16(0, true) },
  { name: 'i16', bytes: 2, read: (cursor) => cursor.take(2).getInt16(0, true) },
  { name: 'u32', bytes: 4, read: (cursor) => cursor.u32() },
  { name: 'i32', bytes: 4, read: (cursor) => cursor.take(4).getInt32(0, true) },
  { name: 'f32', bytes: 4, read: (cursor) => cursor.take(4).getFloat32(0, true) },
  { name: 'bool', bytes: 1, read: (cursor) => cursor.take(1).getUint8(0) !== 0 },
  { name: 'string', bytes: 8, read: (cursor) => cursor.string() },
  { name: 'array', bytes: 12, read: (cursor) => cursor.array().value },
  { name: 'u64', bytes: 8, read: (cursor) => plain(cursor.take(8).getBigUint64(0, true)) },
  { name: 'i64', bytes: 8, read: (cursor) => plain(cursor.take(8).getBigInt64(0, true)) },
  { name: 'f64', bytes: 8, read: (cursor) => cursor.take(8).getFloat64(0, true) },
]

/** A place in the beginning of a GGUF file. Every count is checked against the size of the whole file before anything is made for it. */
export class GgufCursor {
  at: number
  readonly #view: DataView
  readonly #bytes: Uint8Array
  readonly #fileBytes: number
  readonly #name: string
  #depth = 0

  constructor(bytes: Uint8Array, start: number, fileBytes: number, name: string) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.at = start
    this.#fileBytes = fileBytes
    this.#name = name
  }

  /** A view of the next bytes. Throws MoreBytesNeeded where the file goes on and WeightsError where it does not. */
  take(length: number): DataView {
    this.#need(length)
    const view = new DataView(this.#view.buffer, this.#view.byteOffset + this.at, length)
    this.at += length
    return view
  }

  u32(): number {
    this.#need(4)
    this.at += 4
    return this.#view.getUint32(this.at - 4, true)
  }

  /** A count or size of things that take at least `bytesEach` bytes of the file. */
  count(what: string, bytesEach: number): number {
    this.#need(8)
    const value = this.#view.getBigUint64(this.at, true)
    this.at += 8
    if (value * BigInt(bytesEach) > BigInt(this.#fileBytes - this.at)) {
      throw this.damaged(`says ${value} ${what} at byte ${this.at - 8}, more than its ${this.#fileBytes} bytes can hold`)
    }
    return Number(value)
  }

  string(): string {
    const length = this.count('bytes of text', 1)
    if (length > longestStringBytes)
      throw this.damaged(`has a text of ${length} bytes in its header, at most ${longestStringBytes} are allowed`)
    this.#need(length)
    this.at += length
    return utf8.decode(this.#bytes.subarray(this.at - length, this.at))
  }

  value(): GgufValue {
    const type = this.#type()
    return type.name === 'array' ? this.array() : { type: type.name, value: type.read(this) }
  }

  array(): GgufValue {
    if (++this.#depth > deepestArray) throw this.damaged(`nests lists deeper than ${deepestArray}`)
    const { name, bytes, read } = this.#type()
    const length = this.count(`entries of a list of ${name}`, bytes)
    let value: GgufPlain
    if (name === 'f32') value = Float32Array.from({ length }, () => read(this) as number)
    else if (name === 'i32') value = Int32Array.from({ length }, () => read(this) as number)
    else value = this.#list(length, read)
    this.#depth--
    return { type: `array<${name}>`, value }
  }

  damaged(what: string): WeightsError {
    return new WeightsError('weights-format', `${this.#name} ${what}: it is cut off or damaged. Fetch it again.`)
  }

  #list(length: number, read: ValueType['read']): GgufPlain[] {
    const list: GgufPlain[] = []
    for (let i = 0; i < length; i++) list.push(read(this))
    return list
  }

  #type(): ValueType {
    const id = this.u32()
    if (id < valueTypes.length) return valueTypes[id]
    throw this.damaged(`has a value of type ${id} at byte ${this.at - 4}, types are 0 to ${valueTypes.length - 1}`)
  }

  #need(length: number): void {
    if (this.at + length <= this.#bytes.length) return
    if (this.at + length > this.#fileBytes) throw this.damaged(`ends at byte ${this.#fileBytes}, inside of its header`)
    throw new MoreBytesNeeded()
  }
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

function plain(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}
