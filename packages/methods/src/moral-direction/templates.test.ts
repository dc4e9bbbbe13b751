import { expect, it } from 'vitest'

import { embedPhrases, embedTexts } from './templates.ts'
import { wordEmbedder } from './testing/word-embedder.ts'

const embedder = wordEmbedder(new Map())

it('takes the mean over the templates, of embeddings that keep their length', async () => {
  const [mean] = await embedPhrases(embedder, ['swim'], ['Should I {}?', 'May I {}?'])
  const [first, second] = await embedTexts(embedder, ['Should I swim?', 'May I swim?'])
  for (const [i, value] of mean.entries()) expect(value).toBeCloseTo((first[i] + second[i]) / 2, 6)
  const [unit] = [await embedder.embed(['Should I swim?'])]
  expect(unit[0]).not.toBeCloseTo(first[0], 3)
})

it('embeds the phrase itself without templates, and any number of texts in batches', async () => {
  const words = Array.from(
    { length: 600 },
    (_, i) => `word${'abcdefghij'[i % 10]}${'abcdefghij'[Math.floor(i / 10) % 10]}${'klm'[Math.floor(i / 200)]}`,
  )
  const rows = await embedPhrases(embedder, words, [])
  expect(rows).toHaveLength(600)
  const [last] = await embedTexts(embedder, [words[599]])
  expect([...rows[599]]).toEqual([...last])
})

it('stops between batches when it is told to', async () => {
  await expect(embedTexts(embedder, ['a'], AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop')
})
