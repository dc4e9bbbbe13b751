import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { loadStaticEmbedder } from '../../embeddings/static.ts'
import { serveTinyModels } from '../../testing/model-server.ts'

let served: Awaited<ReturnType<typeof serveTinyModels>>
beforeAll(async () => {
  served = await serveTinyModels()
})
afterAll(() => served[Symbol.asyncDispose]())

it('gives the vectors of the library, as numbers and as the bytes that the client asks for by itself', async () => {
  const input = ['the cat', 'a dog']
  const wanted = await (await loadStaticEmbedder(join(served.folder, 'vectors'))).embed(input)
  for (const encoding_format of [undefined, 'float', 'base64'] as const) {
    const { data, usage, model } = await served.client.embeddings.create({ model: 'vectors', input, encoding_format })
    expect(model).toBe('vectors')
    expect(data.map(({ index }) => index)).toEqual([0, 1])
    const vectors = data.flatMap(({ embedding }) => (typeof embedding === 'string' ? fromBase64(embedding) : embedding))
    expect(vectors).toEqual(Array.from(wanted))
    expect(usage.prompt_tokens).toBeGreaterThan(3)
  }
})

function fromBase64(text: string): number[] {
  const bytes = Buffer.from(text, 'base64')
  return Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4))
}

it.each([
  ['a model that writes', { model: 'tiny' }, /tiny gives no embeddings/],
  ['nothing', { input: '' }, /the input has no tokens/],
  ['another dimension', { dimensions: 4 }, /has 8 dimensions, 4 were asked for/],
  ['no text', { input: [{}] }, /input/],
])('refuses %s', async (_, rest, message) => {
  const asked = served.client.embeddings.create({ model: 'vectors', input: 'a', ...(rest as object) })
  await expect(asked).rejects.toMatchObject({ status: 400, message: expect.stringMatching(message) })
})
