import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'

import { DataSetError } from './data-set-error.ts'

/** True where `path` is one of `chosen`, or lies under one that ends with a slash. */
export function isChosen(path: string, chosen: readonly string[]): boolean {
  return chosen.some((prefix) => path === prefix || (prefix.endsWith('/') && path.startsWith(prefix)))
}

/**
 * The chosen files of a gzipped tar whose entries lie in one top folder (`REPO-COMMIT/…`), as GitHub packs a commit; paths come
 * without that folder. Only plain files count. Throws where the archive is cut or broken, and where a chosen path matches nothing.
 */
export async function readArchive(archive: Readable, chosen: readonly string[], signal?: AbortSignal): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  const entries = extract()
  const collect = async () => {
    for await (const entry of entries) {
      const path = entry.header.name.slice(entry.header.name.indexOf('/') + 1)
      if (entry.header.type !== 'file' || !isChosen(path, chosen)) entry.resume()
      else files.set(path, await readEntry(entry))
    }
  }
  await Promise.all([pipeline(archive, createGunzip(), entries, { signal }), collect()])
  requireAll(chosen, [...files.keys()])
  return files
}

/** Throws a DataSetError that names the chosen paths under which there is no file. */
export function requireAll(chosen: readonly string[], found: readonly string[]): void {
  const missing = chosen.filter((prefix) => !found.some((path) => isChosen(path, [prefix])))
  if (missing.length) throw new DataSetError('wrong-data', `it has no ${missing.join(', ')}`)
}

async function readEntry(entry: AsyncIterable<unknown>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of entry) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}
