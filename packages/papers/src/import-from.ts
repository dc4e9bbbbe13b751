import { existsSync } from 'node:fs'

import type { Store } from '@offprint/store'

import type { ImportEvent, ImportOptions, ImportReport } from './catalogue.ts'
import { importReadings } from './merging/import-readings.ts'
import { findRemoteSource } from './network/address.ts'
import { fetchInput } from './network/fetch-input.ts'
import type { NetworkSettings } from './network/settings.ts'
import { ImportError } from './reading/errors.ts'
import { type Input, openFile } from './reading/open-input.ts'
import { readInput } from './reading/read-input.ts'

/**
 * Imports a file in any known format, an arXiv id, or an address. Yields failed records and progress (after each commit) and returns
 * the report. Throws ImportError for what cannot be read, StoreError for what cannot be written; what was committed stays.
 */
export async function* importFrom(
  store: Store,
  source: string,
  settings: NetworkSettings,
  { year, now, signal, allowAnyHost = false }: ImportOptions,
): AsyncGenerator<ImportEvent, ImportReport> {
  const started = performance.now()
  // A file of that name is meant even where the name reads like an arXiv id.
  const remote = existsSync(source) ? undefined : findRemoteSource(source, settings)
  const input = remote ? await fetchInput(remote.url, settings, { allowAnyHost, signal, now }) : await openFile(source)
  const steps = importReadings(store, await readInput(input, { year, modifiedAt: input.modifiedAt }), { now, signal })
  let step = await steps.next()
  while (!step.done) {
    yield 'failed' in step.value ? step.value : { progress: progressOf(input, step.value.committed) }
    step = await steps.next()
  }
  const counts = step.value
  if (remote?.paper && counts.added + counts.changed + counts.unchanged + counts.failed === 0 && !signal?.aborted) {
    throw new ImportError('not-found', `${new URL(remote.url).host} knows no paper ${remote.paper}. Check the id.`)
  }
  return { ...counts, seconds: (performance.now() - started) / 1000 }
}

function progressOf(input: Input, committed: number) {
  const done = input.readBytes()
  return {
    done,
    total: Math.max(done, input.totalBytes),
    unit: 'bytes',
    note: `${committed.toLocaleString('en')} ${committed === 1 ? 'paper' : 'papers'}`,
  } as const
}
