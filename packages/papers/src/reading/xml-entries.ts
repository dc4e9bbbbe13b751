import { isUtf8 } from 'node:buffer'

import { describeInvalidUtf8, maxRecordBytes } from './lines.ts'

/** One `<entry>` of a feed as text, or why it could not be cut out. */
export type XmlEntry = { readonly at: string; readonly text: string; readonly problem?: string }

const opening = Buffer.from('<entry')
const closing = Buffer.from('</entry>')

/** Cuts an Atom feed into its entries without holding more than one; the feed's own fields are passed over. */
export async function* readXmlEntries(bytes: AsyncIterable<Uint8Array>, maxBytes = maxRecordBytes): AsyncGenerator<XmlEntry> {
  let held = Buffer.alloc(0)
  /** Where `held` begins in the input. */
  let offset = 0
  let count = 0
  let tooLong = false
  const drop = (length: number): void => {
    held = held.subarray(length)
    offset += length
  }
  for await (const chunk of bytes) {
    held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk])
    for (;;) {
      const start = held.indexOf(opening)
      if (!tooLong) drop(start < 0 ? Math.max(0, held.length - opening.length + 1) : start)
      const end = start < 0 && !tooLong ? -1 : held.indexOf(closing)
      if (end < 0) break
      count++
      const at = `entry ${count} (byte ${offset})`
      yield tooLong
        ? { at, text: '', problem: `the entry has more than the ${maxBytes} bytes that a record may have` }
        : toEntry(at, held.subarray(0, end + closing.length), offset)
      tooLong = false
      drop(end + closing.length)
    }
    if (held.length > maxBytes) {
      tooLong = true
      drop(held.length - closing.length)
    }
  }
  if (tooLong || held.indexOf(opening) === 0) {
    yield { at: `entry ${count + 1} (byte ${offset})`, text: '', problem: 'the input breaks off inside this entry' }
  }
}

function toEntry(at: string, bytes: Buffer, offset: number): XmlEntry {
  return isUtf8(bytes) ? { at, text: bytes.toString() } : { at, text: '', problem: describeInvalidUtf8(bytes, offset) }
}
