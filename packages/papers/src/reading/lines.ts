import { isUtf8 } from 'node:buffer'

/** One line without its ending. With `problem`, `text` is only good for finding the way: it must not enter the data. */
export type Line = { readonly number: number; readonly text: string; readonly problem?: string }

/** No record of a real source comes near this size (the longest of 75,481 has 56 KB): what is longer is not one. */
export const maxRecordBytes = 4 * 1024 * 1024

const newline = 0x0a

/** Splits bytes into lines (LF or CRLF; a byte-order mark is dropped). Memory stays below one chunk and `maxBytes`. */
export async function* readLines(bytes: AsyncIterable<Uint8Array>, maxBytes = maxRecordBytes): AsyncGenerator<Line> {
  let number = 1
  let offset = 0
  let parts: Buffer[] = []
  let length = 0
  const take = (part: Buffer): void => {
    length += part.length
    if (length <= maxBytes) parts.push(part)
    else parts = []
  }
  const finish = (): Line => {
    const line = toLine(number, offset, parts, length, maxBytes)
    number++
    parts = []
    length = 0
    return line
  }
  for await (const piece of bytes) {
    const chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
    let start = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      take(chunk.subarray(start, end))
      const taken = length + 1
      yield finish()
      offset += taken
      start = end + 1
    }
    take(chunk.subarray(start))
  }
  if (length > 0) yield finish()
}

function toLine(number: number, offset: number, parts: readonly Buffer[], length: number, maxBytes: number): Line {
  if (length > maxBytes)
    return { number, text: '', problem: `the line has ${length} bytes, more than the ${maxBytes} that a record may have` }
  const bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts)
  const text = bytes.toString('utf8', number === 1 && bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0, withoutReturn(bytes))
  return isUtf8(bytes) ? { number, text } : { number, text, problem: describeInvalidUtf8(bytes, offset) }
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

function withoutReturn(bytes: Buffer): number {
  return bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length
}

/** Names the first byte that is not UTF-8; `offset` is where `bytes` begins in the input. */
export function describeInvalidUtf8(bytes: Uint8Array, offset: number): string {
  let at = 0
  while (at < bytes.length) {
    const width = characterWidth(bytes[at])
    if (width === 0 || !isUtf8(bytes.subarray(at, at + width))) break
    at += width
  }
  return `not UTF-8: byte 0x${bytes[at].toString(16).padStart(2, '0')} at byte ${offset + at} of the input`
}

/** Bytes of the character that `lead` begins; 0 where it begins none (RFC 3629, section 4). */
function characterWidth(lead: number): number {
  if (lead < 0x80) return 1
  if (lead < 0xc2 || lead > 0xf4) return 0
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
}
