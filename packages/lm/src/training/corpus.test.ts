import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

import { prepareCorpus, shareOf } from './corpus.ts'

it('holds out a share, trains a tokenizer on the rest alone, and takes that again when it goes on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'offprint-corpus-'))
  try {
    const file = join(folder, 'rows.jsonl')
    await writeFile(file, Array.from({ length: 30 }, (_, id) => JSON.stringify({ id, text: `aa${'xyz'[id % 3]}` })).join('\n'))
    const options = { file, fields: ['text'], vocabSize: 300, folder }
    const corpus = await prepareCorpus(options)
    expect([corpus.training.length, corpus.heldOut.length, corpus.documentCount]).toEqual([28, 2, 30])
    expect(corpus.tokenizer.tokenId('aa')).toBeGreaterThan(256)
    expect((await prepareCorpus({ ...options, vocabSize: 257 })).tokenizerJson).toEqual(corpus.tokenizerJson)
    expect(corpus.sha256).toMatch(/^[0-9a-f]{64}$/)
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('holds out one in twenty, but no more than told', () => {
  expect([1, 20, 41, 75_481].map((count) => shareOf(count, 2_000))).toEqual([1, 1, 3, 2_000])
})
