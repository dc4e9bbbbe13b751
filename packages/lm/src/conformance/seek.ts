import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { fileSha256 } from '../weights/file.ts'
import { WeightsError } from '../weights/weights-error.ts'
import { archiveFiles } from './archive.ts'

export type Wanted = {
  readonly sha256: string
  /** Which names are worth a look: hashing everything would take minutes. */
  readonly names: RegExp
  /** What messages call it: `the model SmolLM2-135M-Instruct`. */
  readonly what: string
}

/** Looks for files by their content. */
export interface Seeker {
  /** Path of the file. Throws WeightsError `weights-missing` where it is nowhere. */
  find(wanted: Wanted): Promise<string>
  /** Path of the first file of this name, for texts whose tokens are checked themselves. Throws likewise. */
  findNamed(name: string): Promise<string>
  /** Content of the file, also out of an archive. Throws likewise. */
  read(wanted: Wanted): Promise<Uint8Array>
}

/** Models lie some folders deep; deeper there are caches and sources. */
const deepest = 6

/** A seeker over folders, in their order; a file's sha256 is computed once. The ranks of the package js-tiktoken are found where it is installed. */
export function createSeeker(roots: readonly string[], signal?: AbortSignal): Seeker {
  const hashes = new Map<string, Promise<string>>()
  const archived = new Map<string, Promise<Archived[]>>()
  const hashOf = (path: string) => {
    if (!hashes.has(path)) hashes.set(path, fileSha256(path, signal))
    return hashes.get(path)!
  }
  const places = [...roots, ...tiktokenRanks()]
  const findFile = async ({ sha256, names }: Wanted) => {
    for (const root of places) {
      for await (const path of filesUnder(root, names)) if ((await hashOf(path)) === sha256) return path
    }
    return undefined
  }
  return {
    async find(wanted) {
      return (await findFile(wanted)) ?? missing(wanted, roots)
    },
    async findNamed(name) {
      for (const root of roots) for await (const path of filesUnder(root, /./)) if (basename(path) === name) return path
      throw new WeightsError('weights-missing', `${name} is not in ${roots.join(', ')}: set OFFPRINT_DATA to the folder that has it`)
    },
    async read(wanted) {
      const path = await findFile(wanted)
      if (path !== undefined) return readFile(path)
      // Archives are unpacked once for a name: that takes a second for every 100 MB.
      const key = wanted.names.source
      if (!archived.has(key)) archived.set(key, archivedFiles(roots, wanted.names, signal))
      const found = (await archived.get(key)!).find(({ sha256 }) => sha256 === wanted.sha256)
      return found?.bytes ?? missing(wanted, roots)
    },
  }
}

/** Files of a folder before those of its subfolders; a circle of links ends at the depth. */
async function* filesUnder(folder: string, names: RegExp, depth = 0): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const folders: string[] = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    const found = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry
    if (found?.isFile() && names.test(entry.name)) yield path
    if (found?.isDirectory() && depth < deepest && !/^(?:node_modules|\.git)$/.test(entry.name)) folders.push(path)
  }
  for (const path of folders) yield* filesUnder(path, names, depth + 1)
}

type Archived = { readonly sha256: string; readonly bytes: Uint8Array }

/** All files of a name in the archives under some folders, with their sha256. */
async function archivedFiles(roots: readonly string[], names: RegExp, signal?: AbortSignal): Promise<Archived[]> {
  const files: Archived[] = []
  for (const root of roots) {
    for await (const archive of filesUnder(root, /\.tar\.gz$/)) {
      for await (const { bytes } of archiveFiles(archive, names, signal)) {
        files.push({ sha256: createHash('sha256').update(bytes).digest('hex'), bytes })
      }
    }
  }
  return files
}

/** Where js-tiktoken keeps its vocabularies; nowhere in a published install, which does not have it. */
function tiktokenRanks(): string[] {
  try {
    return [dirname(fileURLToPath(import.meta.resolve('js-tiktoken/ranks/gpt2')))]
  } catch {
    return []
  }
}

function missing({ what, sha256 }: Wanted, roots: readonly string[]): never {
  throw new WeightsError(
    'weights-missing',
    `${what} (sha256 ${sha256.slice(0, 12)}…) is not in ${roots.join(', ')}: pull it, or name it with --model`,
  )
}
