import { readdir, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'

import { z } from 'zod'

import { ConfigError } from '../architectures/architecture.ts'
import { TokenizerError } from '../tokenizers/tokenizer-error.ts'
import { readJsonFile } from '../weights/json-file.ts'
import { WeightsError } from '../weights/weights-error.ts'
import type { CheckContext, CheckRow, RecordedFormat } from './recorded.ts'
import { createSeeker } from './seek.ts'

export type CheckOptions = {
  /** Compare this model (folder or file) instead of the one that the recorded file means. */
  readonly model?: string
  /** Where the models, tokenizers and archives are that recorded files mean. */
  readonly roots: readonly string[]
  readonly signal?: AbortSignal
}

/** Recorded values of a folder of models lie beside the models and in their folders. */
const deepest = 3

/**
 * Compares a recorded file, or all of a folder, with what this library computes: a row a case. A file whose model is not at hand gives one row
 * with `holds: null` and the reason. Throws WeightsError where the path holds nothing recorded or a single file is of an unknown format.
 */
export async function* checkRecorded(path: string, options: CheckOptions): AsyncGenerator<CheckRow> {
  const formats = await loadFormats()
  const folder = await stat(path).then(
    (found) => found.isDirectory(),
    (cause) => {
      throw new WeightsError('weights-missing', `${path} is not there: give a recorded file, or a folder of them`, { cause })
    },
  )
  if (!folder) return yield* checkFile(path, formats, options)
  let found = false
  for await (const file of recordedFiles(path)) {
    found = true
    for await (const row of checkFile(file, formats, options)) yield { ...row, case: `${relative(path, file)}: ${row.case}` }
  }
  if (!found) throw new WeightsError('weights-missing', `${path} holds no JSON file with a \`format\` field: nothing is recorded there`)
}

async function* checkFile(
  path: string,
  formats: readonly RecordedFormat[],
  { model, roots, signal }: CheckOptions,
): AsyncGenerator<CheckRow> {
  const recorded = await readJsonFile(path)
  const format = isRecord(recorded) ? formats.find((entry) => entry.recognizes(recorded)) : undefined
  if (!format) {
    const named = isRecord(recorded) ? JSON.stringify(recorded.format) : 'none'
    throw new WeightsError(
      'weights-unsupported',
      `${path} has the format ${named}; known are ${formats.map(({ name }) => name).join(', ')}`,
    )
  }
  const context: CheckContext = { path, model, seeker: createSeeker([dirname(path), ...roots], signal), signal }
  try {
    yield* format.check(recorded, context)
  } catch (error) {
    signal?.throwIfAborted()
    const failure = expectedFailure(error, path)
    if (!failure) throw error
    yield { case: format.name, largestDeviation: null, tolerance: 0, ...failure }
  }
}

/**
 * Failures of files, not of this program: told as a row, so that the other files of a folder are still checked. A RangeError comes from a model
 * of another kind than the recorded one (its vocabulary, its context).
 */
function expectedFailure(error: unknown, path: string): Pick<CheckRow, 'holds' | 'reason'> | undefined {
  if (error instanceof z.ZodError) return { holds: false, reason: `${path}: ${z.prettifyError(error)}` }
  if (error instanceof WeightsError) return { holds: error.code === 'weights-missing' ? null : false, reason: error.message }
  if (error instanceof TokenizerError || error instanceof ConfigError || error instanceof RangeError)
    return { holds: false, reason: error.message }
  return undefined
}

async function* recordedFiles(folder: string, depth = 0): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && depth < deepest) yield* recordedFiles(path, depth + 1)
    if (!entry.isFile() || !entry.name.endsWith('.json')) continue
    const json = await readJsonFile(path).catch(() => undefined)
    if (isRecord(json) && 'format' in json) yield path
  }
}

/** Every file of formats/, so that a new format is one new file. */
async function loadFormats(): Promise<RecordedFormat[]> {
  const folder = join(import.meta.dirname, 'formats')
  const names = (await readdir(folder)).filter((name) => /(?<!\.test|\.d)\.(?:ts|js)$/.test(name)).sort()
  const modules = await Promise.all(
    names.map((name) => import(pathToFileURL(join(folder, name)).href) as Promise<{ format: RecordedFormat }>),
  )
  return modules.map(({ format }) => format)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
