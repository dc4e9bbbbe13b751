import { z } from 'zod'

import { badRequest } from '../api-error.ts'
import type { Work } from '../work.ts'
import { optional } from './sampling.ts'
import { readBody, type Scene } from './scene.ts'

const ids = z.array(z.int().nonnegative())
/** As many as OpenAI takes at once. */
const mostInputs = 2048

const schema = z.looseObject({
  model: z.string().min(1),
  input: z.union([
    z.string().transform((text) => [text]),
    z.array(z.string()).min(1).max(mostInputs),
    ids.min(1).transform((one) => [one]),
    z.array(ids).min(1).max(mostInputs),
  ]),
  encoding_format: optional(z.enum(['float', 'base64'])),
  dimensions: optional(z.int().positive()),
})

/** POST /v1/embeddings (OpenAI API reference, Embeddings): a vector of length 1 for each input, as numbers or as base64 of little-endian float32. */
export async function answerEmbeddings(request: Request, scene: Scene): Promise<Response> {
  const { model, input, encoding_format: encoding = 'float', dimensions } = await readBody(request, schema)
  const work = await scene.begin(model, { kind: 'embed', inputs: input }, 'embd')
  const { vectors, dimension } = await vectorsOf(work)
  if (dimensions !== undefined && dimensions !== dimension)
    throw badRequest(`${model} has ${dimension} dimensions, ${dimensions} were asked for: leave dimensions out.`, { param: 'dimensions' })
  const data = input.map((_, index) => ({
    object: 'embedding',
    index,
    embedding: encode(vectors.subarray(index * dimension, (index + 1) * dimension), encoding),
  }))
  const usage = { prompt_tokens: work.promptTokens, total_tokens: work.promptTokens }
  return Response.json({ object: 'list', model, data, usage })
}

async function vectorsOf({ events }: Work): Promise<{ vectors: Float32Array; dimension: number }> {
  for await (const event of events) if (event.type === 'vectors') return event
  throw new TypeError('the embedder gave no vectors')
}

function encode(vector: Float32Array, encoding: 'float' | 'base64'): number[] | string {
  if (encoding === 'float') return Array.from(vector)
  const bytes = Buffer.alloc(vector.length * 4)
  vector.forEach((value, i) => {
    bytes.writeFloatLE(value, i * 4)
  })
  return bytes.toString('base64')
}
