import { join } from 'node:path'

import { trainByteBpe } from '../tokenizers/byte-bpe.ts'
import { readTokenizer } from '../tokenizers/hugging-face.ts'
import type { ModelTokenizer } from '../tokenizers/tokenizer.ts'
import type { TokenizerJson } from '../tokenizers/tokenizer-json.ts'
import { fileSha256, fileSizeBytes } from '../weights/file.ts'
import { readJsonFile, writeJsonFile } from '../weights/json-file.ts'
import { readDocuments, splitByHash, textOf } from './documents.ts'
import { separatorText } from './llama-config.ts'

/** The text of a training, split and with its tokenizer. */
export type Corpus = {
  readonly file: string
  readonly sha256: string
  readonly documentCount: number
  readonly training: readonly string[]
  readonly heldOut: readonly string[]
  readonly tokenizerJson: TokenizerJson
  readonly tokenizer: ModelTokenizer
}

export type CorpusOptions = {
  readonly file: string
  readonly fields: readonly string[]
  /** One in twenty where not given, at most 2,000. */
  readonly heldOutCount?: number
  readonly vocabSize: number
  /** Where the tokenizer is kept, so that a resumed training need not make it again. */
  readonly folder: string
}

/** Enough for a vocabulary of some thousand tokens: with twice as much, hardly a merge changes. */
const tokenizerCharacters = 8_000_000

/** Reads the file, holds documents out, and trains a byte-level BPE on the training part. */
export async function prepareCorpus({ file, fields, heldOutCount, vocabSize, folder }: CorpusOptions): Promise<Corpus> {
  const [documents, sha256] = await Promise.all([readDocuments(file, fields), fileSha256(file)])
  const split = splitByHash(documents, heldOutCount ?? shareOf(documents.length, 2_000))
  const [training, heldOut] = [split.training.map(textOf), split.heldOut.map(textOf)]
  const path = join(folder, 'tokenizer.json')
  const kept = (await fileSizeBytes(path)) === undefined ? undefined : ((await readJsonFile(path)) as TokenizerJson)
  const tokenizerJson = kept ?? trainByteBpe(firstCharacters(training, tokenizerCharacters), { vocabSize, special: [separatorText] })
  if (!kept) await writeJsonFile(path, tokenizerJson)
  return { file, sha256, documentCount: documents.length, training, heldOut, tokenizerJson, tokenizer: readTokenizer(tokenizerJson) }
}

/** How many documents are held out where nobody says: one in twenty, at most `most`. */
export function shareOf(documentCount: number, most: number): number {
  return Math.min(most, Math.ceil(documentCount / 20))
}

function* firstCharacters(texts: readonly string[], count: number): Generator<string> {
  let left = count
  for (const text of texts) {
    if (left <= 0) return
    yield text
    left -= text.length
  }
}
