import fc from 'fast-check'
import { expect, it } from 'vitest'

import { trainByteBpe } from './byte-bpe.ts'
import { readTokenizer } from './hugging-face.ts'
import { TokenizerError } from './tokenizer-error.ts'
import type { TokenizerJson } from './tokenizer-json.ts'
import { trainUnigram } from './unigram-training.ts'
import { trainWordPiece } from './word-piece.ts'

const texts = Array(5).fill('the cat in the hat')
const files = [trainByteBpe(texts, { vocabSize: 270 }), trainUnigram(texts, { vocabSize: 15 }), trainWordPiece(texts, { vocabSize: 30 })]

it('guesses the model of files that do not name it', () => {
  for (const file of files) {
    const { type: _, ...model } = file.model
    expect([...readTokenizer({ ...file, model }).encode('the hat').ids]).toEqual([...readTokenizer(file).encode('the hat').ids])
  }
})

it('says where a file is no tokenizer.json', () => {
  expect(() => readTokenizer([])).toThrow(/no tokenizer.json/)
  expect(() => readTokenizer({ ...files[0], model: { type: 'Magic' } })).toThrow(/model of type Magic; known are BPE/)
  expect(() => readTokenizer({ ...files[0], model: { type: 'BPE', vocab: { a: -1 }, merges: [] } })).toThrow(
    /BPE of this tokenizer is damaged at vocab.a/,
  )
  expect(() => readTokenizer({ ...files[0], added_tokens: [{ id: 'x', content: 'y' }] })).toThrow(/added_tokens.0.id/)
})

/** Ways into a value: each step picks a key of it. */
function mutated(value: unknown, path: readonly number[], replacement: unknown): unknown {
  if (path.length === 0 || typeof value !== 'object' || value === null) return replacement
  const keys = Object.keys(value)
  if (keys.length === 0) return replacement
  const key = keys[path[0] % keys.length]
  const child = mutated((value as Record<string, unknown>)[key], path.slice(1), replacement)
  return Array.isArray(value) ? value.map((entry, i) => (String(i) === key ? child : entry)) : { ...value, [key]: child }
}

it('either reads a changed file or throws a TokenizerError, whatever was changed', () => {
  const wild = fc.oneof(
    fc.constantFrom<unknown>(null, -1, 2 ** 40, 1.5, '', [], {}, true, 'NFC', [[]], { type: 'ByteLevel' }),
    fc.string({ maxLength: 4 }),
  )
  fc.assert(
    fc.property(
      fc.constantFrom<TokenizerJson>(...files),
      fc.array(fc.nat(300), { minLength: 1, maxLength: 5 }),
      wild,
      (file, path, replacement) => {
        try {
          const tokenizer = readTokenizer(mutated(file, path, replacement))
          tokenizer.decode(tokenizer.encode('the cat é🎉').ids)
        } catch (error) {
          expect(error).toBeInstanceOf(TokenizerError)
        }
      },
    ),
    { numRuns: 400 },
  )
})
