import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

import type { Result } from '../lab.ts'
import { folderSha256 } from './folder-sha256.ts'

const run = promisify(execFile)

/** Which code makes a result: sha256 of the method's folder and of engine and lm; the commit, where there is a git checkout. */
export async function readCodeIdentity(methodFolder: URL): Promise<Result['code']> {
  const method = fileURLToPath(methodFolder)
  return { method: methodSha256(methodFolder), spine: spineSha256(), ...(await readCommit(method)) }
}

export function methodSha256(methodFolder: URL): string {
  return folderSha256(fileURLToPath(methodFolder))
}

/** Identity of what every method stands on: engine and lm. */
export function spineSha256(): string {
  const lm = packageFolder('@offprint/lm', import.meta.url)
  const engine = packageFolder('@offprint/engine', pathToFileURL(`${lm}/`))
  return folderSha256(codeFolder(engine), codeFolder(lm))
}

/** The sources of a checkout, so that a README or bench beside them changes nothing; all of a published package. */
function codeFolder(folder: string): string {
  const sources = join(folder, 'src')
  return existsSync(sources) ? sources : folder
}

function packageFolder(name: string, from: string | URL): string {
  const manifest = findPackageJSON(name, from)
  if (!manifest) throw new Error(`The package ${name} is not installed beside ${from}: run npm ci.`)
  return dirname(manifest)
}

/** Dirty: tracked or new files differ from the commit anywhere but under results/, which a recorded run itself changes. */
async function readCommit(folder: string): Promise<{ commit: string; dirty: boolean }> {
  try {
    const git = async (...words: string[]) => (await run('git', ['-C', folder, ...words])).stdout.trim()
    const commit = await git('rev-parse', 'HEAD')
    const root = await git('rev-parse', '--show-toplevel')
    const { stdout } = await run('git', ['-C', root, 'status', '--porcelain', '--', '.', ':(exclude)results'])
    return { commit, dirty: stdout !== '' }
  } catch {
    // No git, no checkout, or one of another owner: the two hashes still name the code.
    return { commit: 'unknown', dirty: false }
  }
}
