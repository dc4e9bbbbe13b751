import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { z } from 'zod'

import { type ChatTemplate, createChatTemplate } from '../chat/template.ts'
import { readGgufTokenizer } from '../tokenizers/gguf-vocabulary.ts'
import { readTokenizer } from '../tokenizers/hugging-face.ts'
import type { ModelTokenizer } from '../tokenizers/tokenizer.ts'
import { openFile } from './file.ts'
import { type Gguf, readGgufHeader, readGgufTensor } from './gguf.ts'
import { ggufModel } from './gguf-model.ts'
import { readJsonFile } from './json-file.ts'
import { readStoredTensor, type WeightArray } from './safetensors.ts'
import { openShards } from './shards.ts'
import { WeightsError } from './weights-error.ts'

/** A tensor of a model: its published name, how it is stored, its shape (outermost axis first). */
export type ModelTensor = { readonly name: string; readonly type: string; readonly shape: readonly number[]; readonly sizeBytes: number }

/** The files of one model, opened; values are read when asked for. Closed by `await using`. */
export interface ModelFiles extends AsyncDisposable {
  readonly path: string
  readonly format: 'safetensors' | 'gguf'
  /** config.json; for a GGUF file what its header says in the same words. */
  readonly config: Readonly<Record<string, unknown>>
  readonly tensors: ReadonlyMap<string, ModelTensor>
  /** Exact values: quantised blocks, F16 and BF16 come as float32. Throws WeightsError for a name that is not there. */
  read(name: string): Promise<WeightArray>
  /** Bytes as they are stored, for engines that compute with them. */
  readStored(name: string): Promise<Uint8Array<ArrayBuffer>>
  /** The files that hold the weights, in order; their sha256 names the model. */
  readonly weightFiles: readonly string[]
  /** undefined where the model came without one. */
  tokenizer(): Promise<ModelTokenizer | undefined>
  chatTemplate(): Promise<ChatTemplate | undefined>
}

/** Opens a Hugging Face folder (config.json, *.safetensors, single or sharded) or a GGUF file. Throws WeightsError, TokenizerError or TemplateError. */
export async function openModelFiles(path: string): Promise<ModelFiles> {
  const found = await stat(path).catch((cause) => {
    throw new WeightsError('weights-missing', `${path} is not there: give a model's folder or a GGUF file`, { cause })
  })
  if (!found.isDirectory()) return openGguf(path, path)
  const names = await readdir(path)
  if (names.some((name) => name.endsWith('.safetensors'))) return openFolder(path)
  const gguf = names.filter((name) => name.endsWith('.gguf'))
  if (gguf.length === 1) return openGguf(path, join(path, gguf[0]))
  throw new WeightsError(
    'weights-missing',
    `${path} holds neither *.safetensors nor one *.gguf file, but ${names.slice(0, 8).join(', ') || 'nothing'}`,
  )
}

async function openFolder(path: string): Promise<ModelFiles> {
  const config = z.record(z.string(), z.unknown()).parse(await readJsonFile(join(path, 'config.json')))
  const shards = await openShards(path)
  const place = (name: string) => getTensor(shards.tensors, name, path)
  const tokenizerConfig = async () => (await readOptional(path, 'tokenizer_config.json')) as Record<string, unknown> | undefined
  return {
    path,
    format: 'safetensors',
    config,
    weightFiles: shards.files,
    tensors: new Map([...shards.tensors].map(([name, { tensor }]) => [name, { ...tensor, sizeBytes: tensor.end - tensor.start }])),
    read: async (name) => readStoredTensor(place(name).source, place(name).tensor),
    readStored: async (name) => place(name).source.read(place(name).tensor.start, place(name).tensor.end - place(name).tensor.start),
    async tokenizer() {
      const json = await readOptional(path, 'tokenizer.json')
      return json === undefined ? undefined : readTokenizer(json)
    },
    async chatTemplate() {
      const settings = (await tokenizerConfig()) ?? {}
      const source =
        (await readFile(join(path, 'chat_template.jinja'), 'utf8').catch(() => undefined)) ?? templateSource(settings.chat_template)
      return source === undefined ? undefined : createChatTemplate(source, specialTexts(settings))
    },
    [Symbol.asyncDispose]: () => shards[Symbol.asyncDispose](),
  }
}

async function openGguf(path: string, file: string): Promise<ModelFiles> {
  const source = await openFile(file)
  try {
    const gguf = await readGgufHeader(source)
    const { config, tensors } = ggufModel(gguf, file)
    const place = (name: string) => getTensor(tensors, name, file)
    return {
      path,
      format: 'gguf',
      config,
      weightFiles: [file],
      tensors: new Map([...tensors].map(([name, { type, shape, sizeBytes }]) => [name, { name, type, shape, sizeBytes }])),
      async read(name) {
        return { data: await readGgufTensor(source, place(name)), shape: place(name).shape, dtype: 'float32' }
      },
      readStored: async (name) => source.read(place(name).start, place(name).sizeBytes),
      tokenizer: async () => readGgufTokenizer(gguf.metadata),
      chatTemplate: async () => ggufTemplate(gguf),
      [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
    }
  } catch (error) {
    await source[Symbol.asyncDispose]()
    throw error
  }
}

function getTensor<T>(tensors: ReadonlyMap<string, T>, name: string, path: string): T {
  const found = tensors.get(name)
  if (found === undefined)
    throw new WeightsError('weights-missing', `${path} holds no tensor ${name}: the model's config and its weights do not belong together`)
  return found
}

async function readOptional(path: string, name: string): Promise<unknown> {
  const there = await stat(join(path, name)).catch(() => undefined)
  return there && readJsonFile(join(path, name))
}

/** One template, or several with names of which `default` is meant. */
function templateSource(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  const named = z.array(z.object({ name: z.string(), template: z.string() })).safeParse(value)
  return named.data?.find(({ name }) => name === 'default')?.template
}

/** Special tokens stand as texts or as objects with their content. */
function specialTexts(settings: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [key, value] of Object.entries(settings)) {
    const content = typeof value === 'object' && value !== null && 'content' in value ? value.content : value
    if (key.endsWith('_token') && typeof content === 'string') texts[key] = content
  }
  return texts
}

/** The template out of a GGUF header, with the texts of the special tokens that it names by id. */
export function ggufTemplate(gguf: Gguf): ChatTemplate | undefined {
  const source = gguf.metadata.get('tokenizer.chat_template')?.value
  if (typeof source !== 'string') return undefined
  const tokens = (gguf.metadata.get('tokenizer.ggml.tokens')?.value ?? []) as readonly string[]
  const special = ['bos', 'eos', 'unknown', 'padding'].flatMap((name) => {
    const text = tokens[Number(gguf.metadata.get(`tokenizer.ggml.${name}_token_id`)?.value)]
    return text === undefined ? [] : [[`${{ unknown: 'unk', padding: 'pad' }[name] ?? name}_token`, text]]
  })
  return createChatTemplate(source, Object.fromEntries(special))
}
