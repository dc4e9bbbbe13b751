import { loadStaticEmbedder } from '@offprint/lm'
import { createTemporaryStore, samplePaper } from '@offprint/store/testing'
import { needs, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import { searchPapers } from './search.ts'
import { PaperVectors } from './vectors.ts'

const titles = [
  'Autonomous vehicles in city traffic',
  'Protein structure from its sequence',
  'Summaries of court decisions',
  'Felines: recognizing individual kittens',
  'Language models',
]

it(
  'with a real embedding, hybrid search finds papers that share no word with the query',
  needs('shared', async () => {
    const embedder = await loadStaticEmbedder(sharedPath('data/models/potion-base-4M-int8'))
    const embedding = { dimension: embedder.dimension, embed: (texts: readonly string[]) => embedder.embed(texts) }
    await using store = await createTemporaryStore()
    const papers = titles.map((title, n) => samplePaper({ id: `p${n}`, title }))
    await store.db.insertInto('papers').values(papers).execute()
    const vectors = new PaperVectors(embedding)
    await vectors.update(store)
    const first = async (query: string) => (await searchPapers(store, query, { limit: 1 }, vectors)).found[0]?.row.title

    expect(await first('driverless cars')).toBe(titles[0])
    expect(await first('cat')).toBe(titles[3])
    expect(await first('legal judgments summary')).toBe(titles[2])
    expect((await searchPapers(store, 'driverless cars')).total).toBe(0) // by words alone there is nothing
    expect(await first('language models')).toBe(titles[4])
  }),
)
