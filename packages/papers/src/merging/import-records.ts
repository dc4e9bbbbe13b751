import type { Store } from '@offprint/store'

import type { ImportReport } from '../catalogue.ts'
import { type BatchCounts, mergeBatch, type SourcedRecord } from './batch.ts'

/** Rows of one transaction: what a kill may lose (DESIGN.md, Catalogue, Import). */
export const batchSize = 1000

type Clock = { readonly now: Date; readonly signal?: AbortSignal }

/**
 * Merges records into the catalogue, 1,000 in a transaction; yields what has been read after each commit and returns the counts.
 * The next batch is read while one is written. Throws the signal's reason between batches, and StoreError; what was committed stays.
 */
export async function* importRecords(
  store: Store,
  records: AsyncIterable<SourcedRecord> | Iterable<SourcedRecord>,
  { now, signal }: Clock,
): AsyncGenerator<{ readonly committed: number }, Omit<ImportReport, 'failed' | 'seconds'>> {
  const counts = { added: 0, changed: 0, unchanged: 0 }
  let committed = 0
  let writing: Promise<BatchCounts> | undefined
  try {
    for await (const batch of batches(records, signal)) {
      const before = writing
      // Two transactions would wait for each other: the batch before must be through.
      if (before) add(counts, await before)
      if (before) yield { committed }
      committed += batch.length
      writing = store.transaction((trx) => mergeBatch(trx, batch, now))
      // Awaited with the next batch; until then a failure must not count as unhandled.
      writing.catch(() => {})
    }
  } finally {
    // A cancelled import ends after the batch that is being written.
    await writing?.catch(() => {})
  }
  if (writing) {
    add(counts, await writing)
    yield { committed }
  }
  return counts
}

async function* batches(
  records: AsyncIterable<SourcedRecord> | Iterable<SourcedRecord>,
  signal?: AbortSignal,
): AsyncGenerator<SourcedRecord[]> {
  let batch: SourcedRecord[] = []
  for await (const record of records) {
    signal?.throwIfAborted()
    batch.push(record)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  signal?.throwIfAborted()
  if (batch.length > 0) yield batch
}

function add(counts: { added: number; changed: number; unchanged: number }, more: BatchCounts): void {
  counts.added += more.added
  counts.changed += more.changed
  counts.unchanged += more.unchanged
}
