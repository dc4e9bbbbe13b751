import { createTemporaryStore } from '@offprint/store/testing'
import { sharedPath } from '@offprint/tools/needs'

import type { Catalogue } from '../src/catalogue.ts'
import { createCatalogue } from '../src/create-catalogue.ts'

export const name = 'search'

// Two and three words, rare and common; "of the" and "the of and" stand in nearly every paper.
const queries = [
  'language model',
  'large language models',
  'of the',
  'the of and',
  'we propose',
  'diffusion transformer',
  'reinforcement learning',
  'vision language model',
  'neural network training',
  'graph neural networks',
  'in the model',
  'self contradiction detection',
  'low rank adaptation',
  'image generation',
  'state space',
  '"chain of thought" reasoning',
  'speech recognition',
  'a new method',
  'language models after:2026-01-01',
  'learning cat:cs.CL',
]
const rounds = 10

/** Imports the 75,481 papers, then asks every query ten times: what the first page costs, passages and rows included. */
export async function* run() {
  await using store = await createTemporaryStore()
  const catalogue = await createCatalogue({ store, cards: [] })
  yield await importAll(catalogue)
  const all: number[] = []
  for (const query of queries) {
    const times: number[] = []
    for (let round = 0; round < rounds; round++) times.push((await catalogue.search(query, { limit: 20 })).tookMs)
    all.push(...times)
    const { total, droppedWords } = await catalogue.search(query, { limit: 20 })
    yield { query, matches: total, dropped: droppedWords.join(' ') || 'none', p50Ms: quantile(times, 0.5), worstMs: quantile(times, 1) }
  }
  yield { queries: queries.length, rounds, p50Ms: quantile(all, 0.5), p95Ms: quantile(all, 0.95) }
}

async function importAll(catalogue: Catalogue) {
  const importing = catalogue.importFrom(sharedPath('data/papers.jsonl.gz'), { now: new Date() })
  for (;;) {
    const { done, value } = await importing.next()
    if (done) return { ...value, papersPerSecond: Math.round((value.added + value.changed + value.unchanged) / value.seconds) }
  }
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1))
}
