import { expect, it } from 'vitest'

import { trainByteBpe } from '../tokenizers/byte-bpe.ts'
import { readTokenizer } from '../tokenizers/hugging-face.ts'
import { textLoss } from './held-out.ts'
import { formatModelCard } from './model-card.ts'
import { trainingPresets } from './presets.ts'

/** Bits per byte of a text of 1,000 bytes and 250 tokens. */
const loss = (bitsPerByte: number) => textLoss(bitsPerByte * 1000 * Math.LN2, { tokenCount: 250, byteCount: 1000 })
const tokenizer = readTokenizer(trainByteBpe(['the cat'], { vocabSize: 300 }))

function card(own: number, same: number, all: number): string {
  return formatModelCard({
    name: 'nano',
    parameterCount: 1_316_992,
    preset: trainingPresets.nano,
    corpus: { file: '/data/papers.jsonl.gz', sha256: 'abc', documentCount: 75_481, heldOut: ['a', 'b'], tokenizer },
    fields: ['abstract'],
    seed: 1,
    steps: 2000,
    tokens: 4_096_000,
    minutes: 44.94,
    heldOut: loss(own),
    baselines: { sameTokens: loss(same), allTokens: loss(all), allTokenCount: 22_000_000 },
    samples: [{ prompt: 'We propose', text: ' a\nmethod' }],
    command: 'offprint train x --out nano',
  })
}

it('holds the figures, the command and the samples', () => {
  const text = card(1.2, 1.3, 1.1)
  expect(text).toContain('| parameters | 1,316,992 |')
  expect(text).toContain('| data | papers.jsonl.gz, abstract of 75,481 documents |')
  // 1.2 bits a byte are 4.8 bits a token: 3.3271 nats, perplexity 2^4.8 = 27.86.
  expect(text).toContain('| this model | 1.2000 | 3.3271 | 27.86 |')
  expect(text).toContain('```sh\noffprint train x --out nano\n```')
  expect(text).toContain('> **We propose** a\n> method')
})

it('says whether it beats the 5-gram models', () => {
  expect(card(1.0, 1.3, 1.1)).toContain('It beats both 5-gram models.')
  expect(card(1.2, 1.3, 1.1)).toContain('It beats the 5-gram model that saw as much, not the one')
  expect(card(1.4, 1.3, 1.1)).toContain('It does not beat the 5-gram models.')
})
