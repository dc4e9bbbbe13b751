import { join } from 'node:path'

import { writeAtomically } from '../data-sets/pack-file.ts'
import type { Result } from '../lab.ts'
import { formatResult } from './format-result.ts'

/** Where a result is recorded: `results/<slug>/<experiment>-<size>.json`. */
export function resultFile(folder: string, { slug, experiment, size }: Pick<Result, 'slug' | 'experiment' | 'size'>): string {
  return join(folder, slug, `${experiment}-${size}.json`)
}

/** Writes a result into the results folder, in place of an earlier one of the same experiment and size; gives the file's path. */
export async function recordResult(folder: string, result: Result): Promise<string> {
  const file = resultFile(folder, result)
  await writeAtomically(file, formatResult(result))
  return file
}
