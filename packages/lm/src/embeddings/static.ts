import { basename, join, resolve } from 'node:path'

import { z } from 'zod'

import type { Embedder } from '../model.ts'
import { readTokenizer } from '../tokenizers/hugging-face.ts'
import type { ModelTokenizer } from '../tokenizers/tokenizer.ts'
import { fileSha256, openFile } from '../weights/file.ts'
import { readJsonFile } from '../weights/json-file.ts'
import { readSafetensorsHeader, readStoredTensor, type WeightArray } from '../weights/safetensors.ts'
import { WeightsError } from '../weights/weights-error.ts'

const config = z.object({ normalize: z.boolean().default(true) })

/**
 * A static embedder (Model2Vec): the vector of a text is the mean of its tokens' rows, scaled to length 1 unless config.json or
 * the caller says no. [UNK] and the tokens that a model adds do not count; a text without any known token gives zeros.
 * `folder` holds config.json, tokenizer.json and model.safetensors with one matrix `embeddings`, and where it is of int8 perhaps `scales`: a factor
 * for each row. Throws WeightsError or TokenizerError.
 *
 * @example
 * const embedder = await loadStaticEmbedder('models/potion-base-4M-int8')
 * const vectors = await embedder.embed(['a cat', 'a kitten']) // [2, embedder.dimension]
 */
export async function loadStaticEmbedder(folder: string): Promise<Embedder> {
  const weights = join(folder, 'model.safetensors')
  const tokenizerJson = await readJsonFile(join(folder, 'tokenizer.json'))
  const { normalize } = config.parse(await readJsonFile(join(folder, 'config.json')))
  const table = await readTable(weights)
  const tokenizer = readTokenizer(tokenizerJson)
  const [rows, dimension] = table.shape
  if (tokenizer.vocabSize > rows) {
    throw new WeightsError(
      'weights-mismatch',
      `${folder}: the tokenizer has ${tokenizer.vocabSize} tokens, the embedding ${rows} rows. Use the tokenizer that came with these weights.`,
    )
  }
  const unknown = tokenizer.tokenId(unknownToken(tokenizerJson) ?? '')
  return {
    name: basename(resolve(folder)),
    sha256: await fileSha256(weights),
    dimension,
    async embed(texts, options = {}) {
      const vectors = new Float32Array(texts.length * dimension)
      texts.forEach((text, i) => {
        options.signal?.throwIfAborted()
        const ids = tokenIds(tokenizer, text, unknown)
        meanOfRows(table.data as Float32Array, ids, vectors.subarray(i * dimension, (i + 1) * dimension))
        if (options.normalize ?? normalize) toUnitLength(vectors.subarray(i * dimension, (i + 1) * dimension))
      })
      return vectors
    },
  }
}

async function readTable(path: string): Promise<WeightArray> {
  await using source = await openFile(path)
  const { tensors } = await readSafetensorsHeader(source)
  const stored = tensors.get('embeddings')
  if (stored?.shape.length !== 2) {
    throw new WeightsError(
      'weights-missing',
      `${path} has no matrix \`embeddings\`, it has ${[...tensors.keys()].slice(0, 5).join(', ')}: it is no static embedder`,
    )
  }
  const { data, shape } = await readStoredTensor(source, stored)
  if (data instanceof BigInt64Array)
    throw new WeightsError('weights-unsupported', `${path}: \`embeddings\` is stored as I64, a float or I8 matrix is needed`)
  const table = Float32Array.from(data)
  const scales = tensors.get('scales')
  if (scales) scaleRows(table, (await readStoredTensor(source, scales)).data as Float32Array, shape, path)
  return { data: table, shape, dtype: 'float32' }
}

function scaleRows(table: Float32Array, scales: Float32Array, [rows, size]: readonly number[], path: string): void {
  if (scales.length !== rows)
    throw new WeightsError('weights-mismatch', `${path} has ${scales.length} \`scales\` for ${rows} rows: it takes one for each`)
  for (let i = 0; i < table.length; i++) table[i] *= scales[Math.floor(i / size)]
}

function unknownToken(json: unknown): string | undefined {
  const parsed = z.object({ model: z.object({ unk_token: z.string() }) }).safeParse(json)
  return parsed.data?.model.unk_token
}

function tokenIds(tokenizer: ModelTokenizer, text: string, unknown: number | undefined): Int32Array {
  return tokenizer.encode(text, { addSpecial: false }).ids.filter((id) => id !== unknown)
}

function meanOfRows(table: Float32Array, ids: Int32Array, out: Float32Array): void {
  const sums = new Float64Array(out.length)
  for (const id of ids) for (let j = 0; j < out.length; j++) sums[j] += table[id * out.length + j]
  for (let j = 0; j < out.length; j++) out[j] = ids.length > 0 ? sums[j] / ids.length : 0
}

function toUnitLength(vector: Float32Array): void {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0))
  if (length > 0) for (let j = 0; j < vector.length; j++) vector[j] /= length
}
