import { join } from 'node:path'
import { z } from 'zod'

import type { ModelTokenizer } from '../tokenizers/tokenizer.ts'
import { fileSizeBytes } from './file.ts'
import { readJsonFile } from './json-file.ts'
import type { ModelFiles } from './model-files.ts'

/**
 * Tokens that end a turn in published chat models. GGUF headers name one end token, and files made from base models name the wrong one:
 * llama.cpp looks for these texts too (llama-vocab.cpp, special_eog_ids).
 */
const turnEnds = ['<|im_end|>', '<|endoftext|>', '<|end_of_text|>', '<|eot_id|>', '<|end|>', '<end_of_turn>']

const ids = z.union([z.int(), z.array(z.int())]).nullish()
const settings = z.looseObject({ eos_token_id: ids })

/** The tokens after which a model has nothing more to say: generation_config.json, else config.json or the GGUF header. */
export async function endTokenIds(files: ModelFiles, tokenizer?: ModelTokenizer): Promise<readonly number[]> {
  const file = join(files.path, 'generation_config.json')
  const generation = (await fileSizeBytes(file)) === undefined ? {} : settings.parse(await readJsonFile(file))
  const own = settings.parse(files.config).eos_token_id
  const named = [generation.eos_token_id ?? own ?? []].flat()
  return files.format === 'gguf' ? [...new Set([...named, ...turnEndsOf(tokenizer)])] : named
}

function turnEndsOf(tokenizer?: ModelTokenizer): number[] {
  return turnEnds.flatMap((text) => {
    const id = tokenizer?.tokenId(text)
    return id !== undefined && tokenizer?.isSpecial(id) ? [id] : []
  })
}
