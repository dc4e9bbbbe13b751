import type { Store } from '@offprint/store'

import type { FailedRecord, ImportReport } from '../catalogue.ts'
import type { Reading } from '../reading/importer.ts'
import { type BatchCounts, mergeBatch, type SourcedRecord } from './batch.ts'

/** Rows of one transaction: what a kill may lose (DESIGN.md, Catalogue, Import). */
const batchSize = 1000

export type ImportCounts = Omit<ImportReport, 'seconds'>
export type ImportStep = { readonly failed: FailedRecord } | { readonly committed: number }

/**
 * Merges what an importer reads into the catalogue, 1,000 records in a transaction; the next ones are read while these are written.
 * Yields each failed record, and after each commit how many records are safe. Where the signal stops it, or reading fails, what
 * was read so far is committed first. Throws StoreError and whatever reading throws.
 */
export async function* importReadings(
  store: Store,
  readings: AsyncIterable<Reading> | Iterable<Reading>,
  { now, signal }: { readonly now: Date; readonly signal?: AbortSignal },
): AsyncGenerator<ImportStep, ImportCounts> {
  const writer = createWriter(store, now)
  let failed = 0
  let batch: SourcedRecord[] = []
  let problem: { readonly error: unknown } | undefined
  try {
    for await (const reading of readings) {
      if (signal?.aborted) break
      if ('failed' in reading) {
        failed++
        yield reading
      } else if (batch.push(reading) === batchSize) {
        const committed = await writer.start(batch)
        batch = []
        if (committed > 0) yield { committed }
      }
    }
  } catch (error) {
    problem = { error }
  } finally {
    // Also where the caller stops listening: a batch that was handed over is written to its end.
    await writer.settle()
  }
  if (batch.length > 0) await writer.start(batch)
  const { committed, counts } = await writer.finish()
  if (committed > 0) yield { committed }
  if (problem && !signal?.aborted) throw problem.error
  return { ...counts, failed }
}

/** One batch is written while the next is read; two transactions at once would only wait for each other. */
function createWriter(store: Store, now: Date) {
  const counts = { added: 0, changed: 0, unchanged: 0 }
  let committed = 0
  let writing: { readonly done: Promise<BatchCounts>; readonly length: number } | undefined

  async function finishOne(): Promise<void> {
    if (!writing) return
    const { done, length } = writing
    writing = undefined
    const more = await done
    committed += length
    counts.added += more.added
    counts.changed += more.changed
    counts.unchanged += more.unchanged
  }

  return {
    /** Waits for the batch before and hands this one over; returns the number of records that are safe. */
    async start(batch: readonly SourcedRecord[]): Promise<number> {
      await finishOne()
      const done = store.transaction((trx) => mergeBatch(trx, batch, now))
      done.catch(() => {}) // told when the batch is waited for
      writing = { done, length: batch.length }
      return committed
    },
    async settle(): Promise<void> {
      await writing?.done.catch(() => {})
    },
    async finish(): Promise<{ committed: number; counts: typeof counts }> {
      await finishOne()
      return { committed, counts }
    },
  }
}
