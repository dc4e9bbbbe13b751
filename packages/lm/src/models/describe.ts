import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileSha256, openFile } from '../weights/file.ts'
import { readGgufHeader } from '../weights/gguf.ts'
import { readJsonFile } from '../weights/json-file.ts'
import { openShards } from '../weights/shards.ts'
import { WeightsError } from '../weights/weights-error.ts'
import type { ModelRow } from './model-row.ts'

/** A folder of a model: config.json with safetensors, or one GGUF file. Throws WeightsError where it is neither, or is damaged. */
export async function describeModel(path: string, name: string): Promise<ModelRow> {
  const files = await readdir(path)
  const gguf = files.filter((file) => file.endsWith('.gguf'))
  const facts = gguf.length === 1 ? await describeGguf(join(path, gguf[0])) : await describeFolder(path)
  return { name, ...facts, licence: facts.licence ?? (await cardLicence(path)), path, sizeBytes: await folderSizeBytes(path) }
}

type Facts = Pick<ModelRow, 'architecture' | 'parameters' | 'format' | 'sha256' | 'licence'>

async function describeGguf(path: string): Promise<Facts> {
  await using source = await openFile(path)
  const { metadata, tensors } = await readGgufHeader(source)
  const licence = metadata.get('general.license')?.value
  return {
    architecture: String(metadata.get('general.architecture')?.value),
    parameters: countParameters(tensors.values()),
    format: 'gguf',
    sha256: await fileSha256(path),
    licence: typeof licence === 'string' ? licence : null,
  }
}

async function describeFolder(path: string): Promise<Facts> {
  const config = (await readJsonFile(join(path, 'config.json'))) as { model_type?: unknown } | null
  if (typeof config?.model_type !== 'string')
    throw new WeightsError('weights-format', `${join(path, 'config.json')} has no model_type: it is not the config of a model`)
  await using shards = await openShards(path)
  if (shards.files.length === 0) throw new WeightsError('weights-missing', `${path} holds no *.safetensors and no *.gguf file`)
  const stored = [...shards.tensors.values()].map(({ tensor }) => tensor).filter(({ type }) => type !== 'I64' && type !== 'BOOL')
  return {
    architecture: config.model_type,
    parameters: countParameters(stored),
    format: 'safetensors',
    sha256: await weightsSha256(shards.files),
    licence: null,
  }
}

/** Of one file its own; of several that of the lines `sha256  name`, sorted by name. */
async function weightsSha256(files: readonly string[]): Promise<string> {
  if (files.length === 1) return fileSha256(files[0])
  const hash = createHash('sha256')
  for (const file of [...files].sort()) hash.update(`${await fileSha256(file)}  ${basename(file)}\n`)
  return hash.digest('hex')
}

function countParameters(tensors: Iterable<{ readonly shape: readonly number[] }>): number {
  let count = 0
  for (const { shape } of tensors) count += shape.reduce((product, size) => product * size, 1)
  return count
}

/** `license:` of the card's front matter. */
async function cardLicence(path: string): Promise<string | null> {
  const card = await readFile(join(path, 'README.md'), 'utf8').catch(() => '')
  const front = /^---\n(.*?)\n---/s.exec(card)?.[1] ?? ''
  return /^license:\s*["']?([\w.-]+)/m.exec(front)?.[1] ?? null
}

async function folderSizeBytes(path: string): Promise<number> {
  const files = await readdir(path, { recursive: true, withFileTypes: true })
  const sizes = await Promise.all(files.filter((file) => file.isFile()).map((file) => stat(join(file.parentPath, file.name))))
  return sizes.reduce((sum, { size }) => sum + size, 0)
}
