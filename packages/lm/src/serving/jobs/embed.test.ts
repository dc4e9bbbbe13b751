import { join } from 'node:path'
import { needs, testModelPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import { loadPooledEmbedder } from '../../embeddings/pooled.ts'
import { loadStaticEmbedder } from '../../embeddings/static.ts'
import { createTinyModels } from '../../testing/tiny-folder.ts'
import { loadEmbedder, runEmbed, type ServedEmbedder } from './embed.ts'
import type { JobEvent, TextInput } from './job.ts'

const run = (embedder: ServedEmbedder, inputs: readonly TextInput[]): Promise<JobEvent[]> =>
  Array.fromAsync(runEmbed(embedder, { kind: 'embed', inputs }, new AbortController().signal))

it('gives the vectors of a static embedder, and counts its tokens', async () => {
  await using folder = await createTinyModels()
  const path = join(folder.path, 'vectors')
  using embedder = await loadEmbedder({ name: 'vectors', path, architecture: 'model2vec', sha256: '' })
  const [accepted, result] = await run(embedder, ['the cat', 'a', [...embedder.encode('the cat')]])
  expect(accepted).toMatchObject({ type: 'accepted', promptTokens: 5 })
  const wanted = await (await loadStaticEmbedder(path)).embed(['the cat', 'a', 'the cat'])
  expect(result).toEqual({ type: 'vectors', vectors: wanted, dimension: 8 })
  await expect(run(embedder, ['a', ''])).rejects.toThrow(/input 1 has no tokens/)
  await expect(run(embedder, [[999]])).rejects.toThrow(/Token id 999/)
})

it('refuses a model that writes', async () => {
  await using folder = await createTinyModels()
  const place = { name: 'tiny', path: join(folder.path, 'tiny'), architecture: 'llama', sha256: '' }
  await expect(loadEmbedder(place)).rejects.toMatchObject({ failure: { status: 400, code: 'not_an_embedder' } })
})

it(
  'gives the vectors of a real encoder, and refuses what it would have to cut',
  needs('minilm', async () => {
    const path = testModelPath('all-MiniLM-L6-v2')
    using embedder = await loadEmbedder({ name: 'all-MiniLM-L6-v2', path, architecture: 'bert', sha256: '' })
    using pooled = await loadPooledEmbedder(path)
    const [accepted, result] = await run(embedder, ['a cat', 'a kitten'])
    // [CLS] and [SEP] count.
    expect(accepted).toMatchObject({ promptTokens: 8 })
    expect(result).toEqual({ type: 'vectors', vectors: await pooled.embed(['a cat', 'a kitten']), dimension: 384 })
    await expect(run(embedder, ['cat '.repeat(300)])).rejects.toThrow(/takes 256 tokens, and the input has 302/)
  }),
)
