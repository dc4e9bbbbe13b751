import { createHash } from 'node:crypto'
import { basename, resolve } from 'node:path'
import type { NdArray } from '@offprint/engine'

import type { Architecture, Sizes } from '../architectures/architecture.ts'
import { findArchitecture } from '../architectures/find.ts'
import type { ChatTemplate } from '../chat/template.ts'
import type { ModelTokenizer } from '../tokenizers/tokenizer.ts'
import { endTokenIds } from './end-tokens.ts'
import { fileSha256 } from './file.ts'
import { type ModelFiles, openModelFiles } from './model-files.ts'
import { nameParameters } from './parameters.ts'
import { WeightsError } from './weights-error.ts'

/** A model in memory, of any kind of architecture. */
export type ReadModel = {
  /** The folder's or file's name without its ending. */
  readonly name: string
  /** Of the weights file; of several: over the lines `<sha256>␠␠<name>\n` in order. */
  readonly sha256: string
  readonly architecture: Architecture
  readonly config: Sizes
  /** float32 values by canonical name. */
  readonly parameters: Readonly<Record<string, NdArray>>
  /** Names in the file by canonical name. */
  readonly fileNames: ReadonlyMap<string, string>
  /** A folder without tokenizer.json has one that says so when it is used. */
  readonly tokenizer: ModelTokenizer
  readonly chatTemplate?: ChatTemplate
  readonly endIds: readonly number[]
}

/**
 * Reads a Hugging Face folder or a GGUF file into memory, exactly: whatever is stored comes as float32. Throws ConfigError for an unknown
 * architecture, WeightsError for damaged files and parts that do not belong together, TokenizerError for a tokenizer that cannot be read.
 */
export async function readModel(path: string): Promise<ReadModel> {
  await using files = await openModelFiles(path)
  const architecture = await findArchitecture(files.config.model_type)
  const config: Sizes = architecture.readConfig(files.config)
  const { parameters: places, fileNames } = nameParameters(files.tensors, architecture, config)
  const found = await files.tokenizer()
  if (found) checkVocabulary(path, found, config)
  const tokenizer = found ?? missingTokenizer(path, config.vocabSize)
  const parameters: Record<string, NdArray> = {}
  for (const [canonical, { name }] of Object.entries(places)) parameters[canonical] = asFloat32(name, await files.read(name))
  return {
    name: basename(resolve(path)).replace(/\.gguf$/, ''),
    sha256: await weightsSha256(files),
    architecture,
    config,
    parameters,
    fileNames,
    tokenizer,
    chatTemplate: await files.chatTemplate(),
    endIds: await endTokenIds(files, found),
  }
}

/** Reading a matrix past its end would give garbage: ids must have rows. Rows without a token are common (padding to a round number). */
function checkVocabulary(path: string, tokenizer: ModelTokenizer, { vocabSize }: Sizes): void {
  if (tokenizer.vocabSize <= vocabSize) return
  throw new WeightsError(
    'weights-mismatch',
    `${path}: the tokenizer has ${tokenizer.vocabSize} tokens, the embedding ${vocabSize} rows. Use the tokenizer that came with these weights.`,
  )
}

function asFloat32(name: string, { data, shape, dtype }: Awaited<ReturnType<ModelFiles['read']>>): NdArray {
  if (data instanceof Float32Array) return { data, shape: [...shape], dtype: 'float32' }
  throw new WeightsError('weights-unsupported', `${name} is stored as ${dtype}, a parameter has to be of a float type. Convert it first.`)
}

/** Models of recorded values come without a tokenizer and are given ids. */
function missingTokenizer(path: string, vocabSize: number): ModelTokenizer {
  const refuse = () => {
    throw new WeightsError('weights-missing', `${path} has no tokenizer.json: give token ids, or put the model's tokenizer beside it`)
  }
  return {
    vocabSize,
    encode: refuse,
    encodePair: refuse,
    decode: refuse,
    tokenText: refuse,
    tokenId: refuse,
    tokenBytes: refuse,
    isSpecial: () => false,
  }
}

async function weightsSha256({ weightFiles }: ModelFiles): Promise<string> {
  const sums = await Promise.all(weightFiles.map((file) => fileSha256(file)))
  if (sums.length === 1) return sums[0]
  const lines = sums.map((sum, i) => `${sum}  ${basename(weightFiles[i])}\n`)
  return createHash('sha256').update(lines.join('')).digest('hex')
}
