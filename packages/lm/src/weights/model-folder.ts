import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { TokenizerJson } from '../tokenizers/tokenizer-json.ts'
import { fillAtomically } from './atomic.ts'
import { type NamedArrays, type StoreOptions, writeSafetensors } from './safetensors-writer.ts'

export type ModelFolderParts = {
  /** config.json: `model_type` and sizes, under the published keys. */
  readonly config: Readonly<Record<string, unknown>>
  /** Parameters by published names. */
  readonly parameters: NamedArrays
  readonly store?: StoreOptions['store']
  readonly tokenizer?: TokenizerJson
  /** Names of special tokens as transformers knows them: bos_token, eos_token, pad_token … */
  readonly specialTokens?: Readonly<Record<string, string>>
  readonly chatTemplate?: string
  /** README.md: what the model is and how it was made. */
  readonly card?: string
}

/** Writes a model as a Hugging Face folder that transformers loads too. The folder is whole or not there; an older one is replaced. */
export async function writeModelFolder(folder: string, parts: ModelFolderParts): Promise<void> {
  const { config, parameters, store = 'F32', tokenizer, specialTokens = {}, chatTemplate, card } = parts
  const torchType = { F32: 'float32', F16: 'float16', BF16: 'bfloat16' }[store]
  await fillAtomically(folder, async (partial) => {
    await writeJson(join(partial, 'config.json'), { ...config, torch_dtype: torchType })
    await writeSafetensors(join(partial, 'model.safetensors'), parameters, { store })
    if (tokenizer) {
      await writeJson(join(partial, 'tokenizer.json'), tokenizer)
      const settings = {
        tokenizer_class: 'PreTrainedTokenizerFast',
        ...specialTokens,
        ...(chatTemplate ? { chat_template: chatTemplate } : {}),
      }
      await writeJson(join(partial, 'tokenizer_config.json'), settings)
    }
    if (card) await writeFile(join(partial, 'README.md'), card)
  })
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`)
}
