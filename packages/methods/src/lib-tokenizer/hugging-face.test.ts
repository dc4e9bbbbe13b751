import { Tokenizer } from '@huggingface/tokenizers'
import fc from 'fast-check'
import { expect, it } from 'vitest'

import { createRandom } from '../random.ts'
import { exampleText } from './example-text.ts'
import { toTokenizerJson } from './hugging-face.ts'
import { charactersOf, createTokenizer, learn } from './method.ts'
import { sentencesOf } from './sentences.ts'

const units = learnedUnits()
const ours = createTokenizer(units)
const theirs = new Tokenizer(JSON.parse(toTokenizerJson(units)), { clean_up_tokenization_spaces: false })

function learnedUnits(): string[] {
  let learned: string[] = ['é', '日本', '本']
  for (const { lexicon } of learn([sentencesOf(exampleText).map(charactersOf)], 60, createRandom(1))) {
    learned = ['é', '日本', '本', ...lexicon.units.map((unit) => unit.text)]
  }
  return learned
}

it('gives the same ids in the Hugging Face library for the text it was learned from', () => {
  expect(theirs.encode(exampleText).ids).toEqual([...ours.encode(exampleText).ids])
  expect(theirs.decode(theirs.encode(exampleText).ids)).toBe(exampleText)
})

it('gives the same ids for any text, unseen characters and long sentences too', () => {
  const piece = fc.oneof(fc.constantFrom(...units, '日', '語', '😀', ' ', '.', '\n', '\t', 'zebra'), fc.string({ unit: 'grapheme' }))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('').toWellFormed()
      expect(theirs.encode(text).ids).toEqual([...ours.encode(text).ids])
    }),
  )
  const long = 'boat '.repeat(200)
  expect(theirs.encode(long).ids).toEqual([...ours.encode(long).ids])
})

it('has an entry for every id, so that an embedding has no row to spare', () => {
  const { vocab } = JSON.parse(toTokenizerJson(units)).model
  expect(Object.values<number>(vocab).sort((a, b) => a - b)).toEqual(Array.from({ length: ours.vocabSize }, (_, id) => id))
})
