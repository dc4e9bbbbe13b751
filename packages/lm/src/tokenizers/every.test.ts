import { readFileSync } from 'node:fs'
import { Tokenizer as Peer } from '@huggingface/tokenizers'
import { needs, sharedPath, testModelPath } from '@offprint/tools/needs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { trainByteBpe } from './byte-bpe.ts'
import { trainCharacters } from './character.ts'
import { readTokenizer } from './hugging-face.ts'
import type { TokenizerJson } from './tokenizer-json.ts'
import { trainUnigram } from './unigram-training.ts'
import { trainWordPiece } from './word-piece.ts'

const texts = Array.from(
  { length: 30 },
  (_, i) => ['The quick brown fox, café au lait 12.', "It's a naïve test: don't stop 日本語 now!", 'one two  three\nfour'][i % 3],
)
const trainers = { trainByteBpe, trainWordPiece, trainUnigram, trainCharacters }
/** Letters that were trained on, some that were not, white space, signs of two units, what looks like a special token. */
const text = fc.string({
  unit: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('the', 'quick', 'café', ' ', ' ', "'s", '12', '日', 'naïve', '!', '\n', '  ') },
    { weight: 1, arbitrary: fc.constantFrom('🎉', 'Ω', 'e\u0301', '<unk>', '[UNK]', '[SEP]', '\u3000', '\0') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 2 }) },
  ),
})

describe.each(Object.entries(trainers))('%s', (_, train) => {
  const json: TokenizerJson = train(texts, { vocabSize: 400 })
  const tokenizer = readTokenizer(JSON.parse(JSON.stringify(json)))

  it('gives spans in order and inside of the text', () => {
    fc.assert(
      fc.property(text, (given) => {
        const { ids, offsets } = tokenizer.encode(given)
        expect(offsets).toHaveLength(ids.length)
        let last = 0
        for (const [start, end] of offsets) {
          expect(start).toBeLessThanOrEqual(end)
          expect(end).toBeLessThanOrEqual(given.length)
          expect(start).toBeGreaterThanOrEqual(last)
          // Tokens that are parts of one character share its span.
          last = start
        }
      }),
    )
  })

  it('gives only ids of its vocabulary, and no special one for ordinary text but the unknown', () => {
    fc.assert(
      fc.property(text, (given) => {
        for (const id of tokenizer.encode(given, { special: false }).ids) {
          expect(tokenizer.tokenText(id)).toBeTypeOf('string')
          expect(!tokenizer.isSpecial(id) || /unk/i.test(tokenizer.tokenText(id))).toBe(true)
        }
      }),
    )
  })

  it('tells the same text again where nothing was unknown or normalized', () => {
    const word = fc.constantFrom('the', 'quick', 'brown', 'fox', 'one', 'two')
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        const given = words.join(' ')
        expect(tokenizer.decode(tokenizer.encode(given).ids, { skipSpecial: true })).toBe(given)
      }),
    )
  })

  it('gives the ids that @huggingface/tokenizers gives', () => {
    // Its \s and letters are JavaScript's; the common ones are the same.
    const common = fc.string({ unit: fc.constantFrom('the', 'quick', 'café', ' ', "'s", '12', '日', 'naïve', '!', '🎉', 'Ω', '\n', '  ') })
    const peer = new Peer(JSON.parse(JSON.stringify(json)), {})
    fc.assert(
      fc.property(common, (given) => {
        expect([...tokenizer.encode(given).ids]).toEqual(peer.encode(given).ids)
      }),
    )
  })
})

it('gives every text back through byte-level BPE', () => {
  const tokenizer = readTokenizer(trainByteBpe(texts, { vocabSize: 300 }))
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (given) => {
      const { ids, offsets } = tokenizer.encode(given)
      expect(tokenizer.decode(ids)).toBe(given)
      expect(offsets.length === 0 ? 0 : offsets.at(-1)![1]).toBe(given.length)
    }),
  )
})

it(
  'gives the recorded ids of MiniLM, cut to 256',
  needs(['shared', 'minilm'], () => {
    const json = JSON.parse(readFileSync(testModelPath('all-MiniLM-L6-v2/tokenizer.json'), 'utf8'))
    const golden = JSON.parse(readFileSync(sharedPath('data/golden-real/minilm.json'), 'utf8')) as {
      tokenizer_cases: { text: string; ids: number[] }[]
    }
    const tokenizer = readTokenizer(json)
    for (const { text: given, ids } of golden.tokenizer_cases)
      expect([...tokenizer.encode(given, { maxLengthTokens: 256 }).ids]).toEqual(ids)
  }),
)
