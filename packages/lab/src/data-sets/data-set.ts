import { gunzipSync } from 'node:zlib'
import type { DataNeed, DataSet } from '@offprint/methods'

import { dataSetSha256, sha256 } from './sha256.ts'

/** Contents by path inside the repository. */
export type Files = ReadonlyMap<string, Uint8Array>

/** What people read: `owner/repository@1234567`, or a single file's own path. */
export function dataSetName(need: DataNeed): string {
  return 'file' in need ? need.file : `${need.repository}@${need.commit.slice(0, 7)}`
}

/** The identity that a need's `sha256` is compared with: a single file's own hash, else the set's. */
export function identityOf(need: Pick<DataNeed, never>, files: Files): string {
  const hashes = Array.from(files, ([path, bytes]) => ({ path, sha256: sha256(bytes) }))
  return 'file' in need ? hashes[0].sha256 : dataSetSha256(hashes)
}

/** A data set over contents at hand. `bytes` and `text` throw where the path is not part of the set. */
export function createDataSet(name: string, identity: string, files: Files): DataSet {
  const bytes = (path: string): Uint8Array => {
    const content = files.get(path)
    if (content) return content
    throw new Error(
      `${path} is not part of the data set ${name}, which has ${files.size} files. Add it to the need's paths and its sha256.`,
    )
  }
  return {
    name,
    sha256: identity,
    paths: [...files.keys()],
    bytes,
    text: (path) => new TextDecoder().decode(path.endsWith('.gz') ? gunzipSync(bytes(path)) : bytes(path)),
  }
}
