/** A protocol-buffer message under construction: chunks in order, so that large arrays are copied once, at the end. */
export type Message = { readonly chunks: Uint8Array[]; sizeBytes: number }

const text = new TextEncoder()

export function message(): Message {
  return { chunks: [], sizeBytes: 0 }
}

/** A whole number as a varint field; negative ones take ten bytes, as int64 does. */
export function writeInteger(to: Message, field: number, value: number | bigint): void {
  append(to, Uint8Array.from([...varint(field * 8), ...varint(value)]))
}

export function writeFloat(to: Message, field: number, value: number): void {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setFloat32(0, value, true)
  append(to, Uint8Array.from(varint(field * 8 + 5)))
  append(to, bytes)
}

export function writeString(to: Message, field: number, value: string): void {
  writeBytes(to, field, text.encode(value))
}

export function writeBytes(to: Message, field: number, bytes: Uint8Array): void {
  append(to, Uint8Array.from([...varint(field * 8 + 2), ...varint(bytes.byteLength)]))
  append(to, bytes)
}

export function writeMessage(to: Message, field: number, from: Message): void {
  append(to, Uint8Array.from([...varint(field * 8 + 2), ...varint(from.sizeBytes)]))
  for (const chunk of from.chunks) append(to, chunk)
}

/** The bytes of the whole message. */
export function finish(from: Message): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(from.sizeBytes)
  let at = 0
  for (const chunk of from.chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

function append(to: Message, bytes: Uint8Array): void {
  to.chunks.push(bytes)
  to.sizeBytes += bytes.byteLength
}

/** Seven bits a byte, lowest first; the top bit says that more follow. */
function varint(value: number | bigint): number[] {
  let rest = BigInt.asUintN(64, BigInt(value))
  const bytes: number[] = []
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
  return [...bytes, Number(rest)]
}
