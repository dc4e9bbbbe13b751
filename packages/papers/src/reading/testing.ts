import fc from 'fast-check'

import type { FailedRecord } from '../catalogue.ts'
import type { PaperRecord, Source } from '../paper.ts'
import type { Reading } from './importer.ts'

/** Bytes in pieces of `size`, as a file or an answer brings them; for tests. */
export async function* streamOf(bytes: string | Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.from(bytes)
  for (let start = 0; start < buffer.length; start += size) yield buffer.subarray(start, start + size)
}

/** Everything that a reading yields, sorted into records and failures; for tests. */
export async function collectReadings(readings: AsyncIterable<Reading>) {
  const records: { record: PaperRecord; source: Source }[] = []
  const failed: FailedRecord[] = []
  for await (const reading of readings) {
    if ('failed' in reading) failed.push(reading.failed)
    else records.push({ record: reading.record, source: reading.source })
  }
  return { records, failed }
}

/** Text of any code points that UTF-8 can hold, the rare ones often; for property tests. */
export const anyText = fc.string({
  unit: fc
    .oneof(fc.integer({ min: 0, max: 0x24f }), fc.integer({ min: 0x250, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
    .map((point) => String.fromCodePoint(point)),
})
