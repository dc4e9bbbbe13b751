import { expect, it } from 'vitest'

import { createRandom } from '../random.ts'
import { randomLexicon, shuffledLexicon } from './control.ts'
import { Lexicon } from './lexicon.ts'

const sentences = ['the quick brown fox jumps over the lazy dog', 'pack my box with five dozen jugs']
const lexicon = new Lexicon()
for (const text of ['the', 'e', 'quick brown', 'box', 'five dozen']) lexicon.append(text)

const lengths = (units: Lexicon) => units.units.map((unit) => unit.characters.length).sort()

it('cuts as many units of the same lengths out of the text at random, and keeps single characters', () => {
  const control = randomLexicon(lexicon, sentences, createRandom(1))
  expect(lengths(control)).toEqual(lengths(lexicon))
  expect(control.find('e')).toBeDefined()
  expect(control.find('quick brown')).toBeUndefined()
  for (const unit of control.units) expect(sentences.some((sentence) => sentence.includes(unit.text))).toBe(true)
})

it('keeps the units and changes their order', () => {
  const control = shuffledLexicon(lexicon, createRandom(2))
  const texts = (units: Lexicon) => units.units.map((unit) => unit.text)
  expect(texts(control)).not.toEqual(texts(lexicon))
  expect(texts(control).sort()).toEqual(texts(lexicon).sort())
})
