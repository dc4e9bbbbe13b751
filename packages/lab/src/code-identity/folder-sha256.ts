import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'

import { dataSetSha256, sha256 } from '../data-sets/sha256.ts'

/** What can change without changing a result: tests and their data, installed packages. */
const leftOut = /(^|\/)(node_modules|testing|testdata)\/|\.test\.tsx?$/

/** Identity of a folder's code: the data-set sha256 over its files, tests left out; paths are relative and have `/` everywhere. */
export function folderSha256(...folders: readonly string[]): string {
  return dataSetSha256(folders.flatMap((folder, index) => hashFiles(folder, folders.length > 1 ? `${index}/` : '')))
}

function hashFiles(folder: string, prefix: string): { path: string; sha256: string }[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ file: join(entry.parentPath, entry.name), path: join(entry.parentPath, entry.name).slice(folder.length) }))
    .map(({ file, path }) => ({ file, path: path.split(sep).filter(Boolean).join('/') }))
    .filter(({ path }) => !leftOut.test(path))
    .map(({ file, path }) => ({ path: prefix + path, sha256: sha256(readFileSync(file)) }))
}
