import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { readGgufTokenizer } from '../tokenizers/gguf-vocabulary.ts'
import { readTokenizer } from '../tokenizers/hugging-face.ts'
import { readTiktoken } from '../tokenizers/tiktoken.ts'
import type { ModelTokenizer } from '../tokenizers/tokenizer.ts'
import { TokenizerError } from '../tokenizers/tokenizer-error.ts'
import { openFile } from '../weights/file.ts'
import { readGgufHeader } from '../weights/gguf.ts'
import { readJsonFile } from '../weights/json-file.ts'
import type { CheckContext } from './recorded.ts'

/** The tokenizer of a GGUF file, of a model's folder, or in a tokenizer.json. Throws WeightsError or TokenizerError. */
export async function tokenizerAt(path: string): Promise<ModelTokenizer> {
  if ((await stat(path).catch(() => undefined))?.isDirectory()) return readTokenizer(await readJsonFile(join(path, 'tokenizer.json')))
  if (path.endsWith('.json')) return readTokenizer(await readJsonFile(path))
  await using file = await openFile(path)
  return readGgufTokenizer((await readGgufHeader(file)).metadata)
}

/** The GGUF file that a recorded file means by its sha256, or the model that the caller named. */
export async function recordedGguf(
  recorded: { readonly file_sha256: string; readonly model: string },
  { model, seeker }: CheckContext,
): Promise<string> {
  return model ?? seeker.find({ sha256: recorded.file_sha256, names: /\.gguf$/, what: `the model ${recorded.model}` })
}

/** A tokenizer.json, or one of js-tiktoken's rank files: a module that assigns one JSON object, which is read and not run. */
export function tokenizerFromBytes(name: string, bytes: Uint8Array): ModelTokenizer {
  const text = new TextDecoder().decode(bytes)
  if (basename(name).endsWith('.json')) return readTokenizer(JSON.parse(text))
  const json = /^\s*module\.exports\s*=\s*(\{.*\});?\s*$/s.exec(text)?.[1]
  if (json === undefined) throw new TokenizerError('tokenizer-format', `${name} is neither a tokenizer.json nor a file of ranks`)
  const { bpe_ranks, pat_str, special_tokens } = JSON.parse(json) as {
    bpe_ranks: string
    pat_str: string
    special_tokens: Record<string, number>
  }
  return readTiktoken({ ranks: bpe_ranks, pattern: pat_str, special: special_tokens })
}
