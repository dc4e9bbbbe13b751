import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

import type { Files } from './data-set.ts'

type Index = readonly (readonly [path: string, sizeBytes: number])[]

/**
 * A data set as one file: a JSON line of `[path, sizeBytes]`, then the contents one after another. Thousands of small files
 * open in one read. Written beside its place and renamed, so a reader sees all or nothing and two writers end with one of theirs.
 */
export async function writePackFile(file: string, files: Files): Promise<void> {
  const index: Index = Array.from(files, ([path, bytes]) => [path, bytes.length])
  await writeAtomically(file, [Buffer.from(`${JSON.stringify(index)}\n`), ...files.values()])
}

/** The files of a pack, or undefined where there is none. Throws where it is cut or not a pack. */
export async function readPackFile(file: string): Promise<Map<string, Uint8Array> | undefined> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!bytes) return undefined
  const lineEnd = bytes.indexOf(10)
  const index = JSON.parse(bytes.toString('utf8', 0, lineEnd)) as Index
  const files = new Map<string, Uint8Array>()
  let start = lineEnd + 1
  for (const [path, sizeBytes] of index) {
    files.set(path, bytes.subarray(start, start + sizeBytes))
    start += sizeBytes
  }
  if (start !== bytes.length) throw new Error(`${file} has ${bytes.length} bytes where its index names ${start}`)
  return files
}

/** Writes a file so that nobody ever sees a part of it; creates its folder. */
export async function writeAtomically(file: string, content: string | Uint8Array | readonly Uint8Array[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const beside = `${file}.${randomUUID()}.part`
  try {
    await writeFile(beside, content as string)
    await rename(beside, file)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}
