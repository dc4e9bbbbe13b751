import { join } from 'node:path'

import { ConfigError } from '../../architectures/architecture.ts'
import { loadPooledEmbedder } from '../../embeddings/pooled.ts'
import { loadStaticEmbedder } from '../../embeddings/static.ts'
import { readTokenizer } from '../../tokenizers/hugging-face.ts'
import { readJsonFile } from '../../weights/json-file.ts'
import { badRequest } from '../api-error.ts'
import type { EmbedJob, JobEvent, ModelPlace, TextInput } from './job.ts'
import { idsOf } from './prompt-ids.ts'

/** A sentence embedder as jobs need it: it counts tokens, and says what it cannot take. */
export type ServedEmbedder = Disposable & {
  readonly fingerprint: string
  readonly dimension: number
  /** Token ids as the model sees them, not cut. */
  encode(input: TextInput): readonly number[]
  readonly maxLengthTokens: number
  embed(inputs: readonly TextInput[], signal: AbortSignal): Promise<Float32Array>
}

/**
 * Loads the embedder of a folder: a static one is told by its config, any other is pooled over an encoder. Throws ApiError for a model of another kind,
 * and as those loaders do.
 */
export function loadEmbedder({ name, path, architecture }: ModelPlace): Promise<ServedEmbedder> {
  return architecture === 'model2vec' ? loadStatic(path) : loadPooled(name, path)
}

async function loadPooled(name: string, path: string): Promise<ServedEmbedder> {
  const embedder = await loadPooledEmbedder(path).catch((error: unknown) => {
    if (!(error instanceof ConfigError)) throw error
    throw badRequest(`${name} gives no embeddings: ask an encoder. (${error.message})`, { param: 'model', code: 'not_an_embedder' })
  })
  const { dimension, sha256, tokenizer, maxLengthTokens } = embedder
  const encode = (input: TextInput) => idsOf(tokenizer, input)
  return {
    fingerprint: `exact-${sha256.slice(0, 12)}`,
    dimension,
    maxLengthTokens,
    encode,
    embed: (inputs, signal) => embedder.embedIds(inputs.map(encode), { signal, normalize: true }),
    [Symbol.dispose]: () => embedder[Symbol.dispose](),
  }
}

async function loadStatic(path: string): Promise<ServedEmbedder> {
  const { dimension, sha256, embed } = await loadStaticEmbedder(path)
  const tokenizer = readTokenizer(await readJsonFile(join(path, 'tokenizer.json')))
  const text = (input: TextInput) => (typeof input === 'string' ? input : tokenizer.decode(idsOf(tokenizer, input), { skipSpecial: true }))
  return {
    fingerprint: `exact-${sha256.slice(0, 12)}`,
    dimension,
    maxLengthTokens: Number.POSITIVE_INFINITY,
    encode: (input) => idsOf(tokenizer, input),
    embed: (inputs, signal) => embed(inputs.map(text), { signal, normalize: true }),
    [Symbol.dispose]: () => undefined,
  }
}

/** Runs a job on an embedder. Throws ApiError for an input that is empty or too long. */
export async function* runEmbed(embedder: ServedEmbedder, { inputs }: EmbedJob, signal: AbortSignal): AsyncGenerator<JobEvent> {
  const { dimension, fingerprint, maxLengthTokens } = embedder
  const counts = inputs.map((input) => embedder.encode(input).length)
  counts.forEach((count, i) => {
    checkInput(count, maxLengthTokens, inputs.length > 1 ? `input ${i}` : 'the input')
  })
  yield { type: 'accepted', promptTokens: counts.reduce((sum, count) => sum + count, 0), fingerprint }
  yield { type: 'vectors', vectors: await embedder.embed(inputs, signal), dimension }
}

function checkInput(count: number, maxLengthTokens: number, what: string): void {
  if (count === 0) throw badRequest(`${what} has no tokens: there is nothing to embed.`, { param: 'input' })
  if (count <= maxLengthTokens) return
  const message = `This model takes ${maxLengthTokens} tokens, and ${what} has ${count}. Cut it into passages.`
  throw badRequest(message, { param: 'input', code: 'context_length_exceeded' })
}
