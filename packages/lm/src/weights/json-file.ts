import { readFile } from 'node:fs/promises'

import { writeAtomically } from './atomic.ts'
import { WeightsError } from './weights-error.ts'

/** Published JSON beside weights is some megabytes (tokenizer.json of a 256k vocabulary: 35 MB). */
const longestBytes = 256 << 20

/** A JSON file beside a model's weights. Throws WeightsError where it is missing, too long or no JSON. */
export async function readJsonFile(path: string): Promise<unknown> {
  const bytes = await readFile(path).catch((cause) => {
    throw new WeightsError('weights-missing', `${path} cannot be read (${cause.code}): a model's folder needs it`, { cause })
  })
  if (bytes.length > longestBytes)
    throw new WeightsError('weights-format', `${path} has ${bytes.length} bytes, a file of this kind at most ${longestBytes}`)
  return parseLooseJson(bytes.toString('utf8'), path)
}

/** JSON with the bare `Infinity`, `-Infinity` and `NaN` that Python writes; strings that hold these words stay as they are. */
export function parseLooseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    // A string or a bare word: only the latter is replaced, by a number that JSON can hold or null.
    const strict = text.replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (part) => loose[part] ?? part)
    try {
      return JSON.parse(strict)
    } catch {
      throw new WeightsError('weights-format', `${name} is no JSON (${(cause as Error).message}): fetch it again`, { cause })
    }
  }
}

const loose: Record<string, string> = { Infinity: '1e999', '-Infinity': '-1e999', NaN: 'null' }

/** Writes a value as JSON, whole or not at all. */
export async function writeJsonFile(path: string, value: unknown): Promise<void> {
  await writeAtomically(path, (file) => file.writeFile(`${JSON.stringify(value, null, 2)}\n`))
}
