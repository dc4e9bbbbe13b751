import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What unfinished files and folders are called until they are whole; whoever finds an old one may remove it. */
export const partialSuffix = '.partial'

/**
 * Writes a file that is either whole or not there: under another name first, then renamed. A failure (full disk, thrown error)
 * removes what was written and leaves an older file as it was.
 */
export async function writeAtomically(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const partial = partialName(path)
  try {
    await using file = await open(partial, 'wx')
    await write(file)
    await file.sync()
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
  await rename(partial, path)
}

/** Fills a folder that is either whole or not there, in the same way. An older folder of that name is replaced. */
export async function fillAtomically(folder: string, fill: (partial: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(folder), { recursive: true })
  const partial = partialName(folder)
  const old = partialName(folder)
  try {
    await mkdir(partial)
    await fill(partial)
    await rename(folder, old).catch(ignoreMissing)
    await rename(partial, folder)
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    throw error
  } finally {
    await rm(old, { recursive: true, force: true })
  }
}

function partialName(path: string): string {
  return `${path}.${randomUUID()}${partialSuffix}`
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
