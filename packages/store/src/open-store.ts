import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

import type { Store } from './dialects/dialect.ts'
import { openSqlite } from './dialects/sqlite/sqlite.ts'
import { StoreError } from './errors.ts'

/**
 * Opens Offprint's database, creating file and folder where they are missing, and brings its tables up to date.
 *
 * ```ts
 * await using store = await openStore({ path: 'offprint.sqlite' })
 * await store.db.selectFrom('papers').select('title').execute()
 * ```
 * Throws StoreError: read-only, cannot-open, disk-full, corrupt, newer-schema, busy.
 */
export async function openStore({ path }: { readonly path: string }): Promise<Store> {
  const file = resolve(path)
  await mkdir(dirname(file), { recursive: true }).catch((cause) => {
    throw new StoreError(
      'cannot-open',
      `The folder ${dirname(file)} cannot be made (${cause.message}). Check the path, or set OFFPRINT_HOME to a folder that may be written.`,
      { cause },
    )
  })
  return openSqlite(file)
}
