import { rename, rm } from 'node:fs/promises'
import { backup, DatabaseSync } from 'node:sqlite'

import { failureOf, storeError } from './failures.ts'

/** Copies the database to `<path>.before-<migration>`, whole or not at all; the caller holds the write lock. Returns the copy's path. */
export async function copyDatabase(path: string, migration: string): Promise<string> {
  const copy = `${path}.before-${migration}`
  const source = new DatabaseSync(path, { readOnly: true })
  try {
    await rm(`${copy}.part`, { force: true })
    await backup(source, `${copy}.part`)
    await rename(`${copy}.part`, copy)
  } catch (error) {
    throw storeError(failureOf(error), copy)
  } finally {
    source.close()
  }
  return copy
}
