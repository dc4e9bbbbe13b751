import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'

import type { Store } from '@offprint/store'
import { createTemporaryStore, samplePaper } from '@offprint/store/testing'
import { sharedPath } from '@offprint/tools/needs'

import { searchPapers } from '../src/search/search.ts'

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
  yield* importAll(store)
  const all: number[] = []
  for (const query of queries) {
    const times: number[] = []
    for (let round = 0; round < rounds; round++) times.push((await searchPapers(store, query, { limit: 20 })).tookMs)
    all.push(...times)
    const { total, droppedWords } = await searchPapers(store, query, { limit: 20 })
    yield { query, matches: total, dropped: droppedWords.join(' '), p50Ms: quantile(times, 0.5), worstMs: quantile(times, 1) }
  }
  yield { queries: queries.length, rounds, p50Ms: quantile(all, 0.5), p95Ms: quantile(all, 0.95) }
}

async function* importAll(store: Store) {
  const started = performance.now()
  let rows: ReturnType<typeof toRow>[] = []
  let count = 0
  const flush = async () => {
    const batch = rows
    rows = []
    count += batch.length
    await store.transaction((trx) => trx.insertInto('papers').values(batch).execute())
  }
  for await (const line of createInterface({ input: createReadStream(sharedPath('data/papers.jsonl.gz')).pipe(createGunzip()) })) {
    rows.push(toRow(JSON.parse(line)))
    if (rows.length === 1000) await flush()
  }
  await flush()
  const seconds = (performance.now() - started) / 1000
  yield { papers: count, seconds, papersPerSecond: count / seconds }
}

function toRow(record: { id: string; title: string; abstract: string; authors: string[]; published: string; categories?: string[] }) {
  return samplePaper({
    id: record.id,
    arxiv_id: record.id,
    title: record.title,
    abstract: record.abstract,
    authors: JSON.stringify(record.authors),
    categories: JSON.stringify(record.categories ?? []),
    published_at: record.published,
    feed_day: record.published,
  })
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1))
}
