import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Store } from './dialects/dialect.ts'
import { openStore } from './open-store.ts'

export { samplePaper } from './sample-papers.ts'

/** A new, empty database in a folder of its own, removed when it is disposed of: for tests and benches. */
export async function createTemporaryStore(): Promise<Store & { readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'offprint-store-'))
  const path = join(folder, 'offprint.sqlite')
  const store = await openStore({ path })
  const close = async () => {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { ...store, path, close, [Symbol.asyncDispose]: close }
}
