import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom } from '@offprint/engine'

import { readTokenizer } from '../tokenizers/hugging-face.ts'
import { writeModelFolder } from '../weights/model-folder.ts'
import type { NamedArrays } from '../weights/safetensors-writer.ts'
import { createTinyModel, tinySizes, tinyTokenizerJson } from './tiny-model.ts'

/** A turn is its role's token and its text; the model's own begins with <|model|>. */
const chatTemplate =
  "{% for message in messages %}{{ '<|model|>' if message.role == 'assistant' else '<|user|>' }}{{ message.content }}{% endfor %}{% if add_generation_prompt %}<|model|>{% endif %}"

/** Writes the tiny model as a Hugging Face folder. */
export async function writeTinyFolder(folder: string, { seed = 1, chat = true } = {}): Promise<void> {
  using model = createTinyModel(seed)
  await writeModelFolder(folder, {
    config: { model_type: 'llama', ...tinySizes, vocab_size: model.tokenizer.vocabSize, eos_token_id: 0 },
    parameters: model.parameters as NamedArrays,
    tokenizer: tinyTokenizerJson(),
    specialTokens: { eos_token: '<|end|>' },
    ...(chat && { chatTemplate }),
  })
}

/** Writes a static embedder of 8 dimensions over the tiny model's vocabulary. */
export async function writeTinyEmbedder(folder: string): Promise<void> {
  const tokenizer = tinyTokenizerJson()
  const embeddings = createRandom(3).normal([readTokenizer(tokenizer).vocabSize, 8])
  await writeModelFolder(folder, { config: { model_type: 'model2vec', normalize: true }, parameters: { embeddings }, tokenizer })
}

/** A folder of models that is removed at the end: `tiny` has a chat template, `bare` other weights and none, `vectors` is an embedder. */
export async function createTinyModels(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'offprint-tiny-'))
  await writeTinyFolder(join(path, 'tiny'))
  await writeTinyFolder(join(path, 'bare'), { seed: 2, chat: false })
  await writeTinyEmbedder(join(path, 'vectors'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
