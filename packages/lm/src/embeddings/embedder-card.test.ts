import { expect, it } from 'vitest'

import { formatEmbedderCard } from './embedder-card.ts'
import { embedderSettings } from './train-embedder.ts'

it('sets the scores side by side and gives the command', () => {
  const card = formatEmbedderCard({
    name: 'embedder',
    file: '/data/papers.jsonl.gz',
    fields: ['title', 'abstract'],
    dataSha256: 'abc',
    settings: embedderSettings,
    vocabSize: 30_000,
    pairCount: 65_481,
    steps: 1_016,
    minutes: 9.96,
    seed: 1,
    heldOut: {
      embedder: { accuracyAt1: 0.8, meanReciprocalRank: 0.85, n: 10_000 },
      words: { accuracyAt1: 0.9204, meanReciprocalRank: 0.94104, n: 10_000 },
      beside: { name: 'other', accuracyAt1: 0.7, meanReciprocalRank: 0.75, n: 10_000 },
    },
    command: 'offprint train x --preset embedder --out y',
  })
  expect(card).toContain('A title finds its abstract among 10,000 held-out ones:')
  expect(card).toMatch(
    /\| this embedder \| 80\.00 % \| 0\.8500 \|\n\| BM25 \(k1 1\.2, b 0\.75\) \| 92\.04 % \| 0\.9410 \|\n\| other \| 70\.00 % \| 0\.7500 \|/,
  )
  expect(card).toContain('| trained on | 65,481 pairs, 8 times: 1,016 steps of 512 pairs |')
  expect(card).toContain('```sh\noffprint train x --preset embedder --out y\n```')
})
