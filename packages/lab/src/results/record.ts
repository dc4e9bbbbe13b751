import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import { writeAtomically } from '../data-sets/pack-file.ts'
import type { Result } from '../lab.ts'
import { formatResult } from './format-result.ts'
import { parseResult } from './result-schema.ts'

/** Where a result is recorded: `results/<slug>/<experiment>-<size>[-<model>].json`. */
export function resultFile(
  folder: string,
  { slug, experiment, size, model }: Pick<Result, 'slug' | 'experiment' | 'size' | 'model'>,
): string {
  const suffix = model ? `-${model.name.replaceAll(/[^\w.-]+/g, '-')}` : ''
  return join(folder, slug, `${experiment}-${size}${suffix}.json`)
}

/** Writes a result into the results folder and gives the file's path. An earlier run of the same kind moves to `earlier/`: the ledger loses nothing. */
export async function recordResult(folder: string, result: Result): Promise<string> {
  const file = resultFile(folder, result)
  if (existsSync(file)) keepEarlier(file, result)
  await writeAtomically(file, formatResult(result))
  return file
}

function keepEarlier(file: string, result: Result): void {
  const earlier = parseResult(readFileSync(file, 'utf8'), file)
  if (earlier.startedAt === result.startedAt) return
  const folder = join(dirname(file), 'earlier')
  mkdirSync(folder, { recursive: true })
  renameSync(file, join(folder, `${basename(file, '.json')}-${earlier.startedAt.replaceAll(/[:.]/g, '')}.json`))
}
