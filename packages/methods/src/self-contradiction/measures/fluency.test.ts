import { expect, it } from 'vitest'

import { bitsPerCharacter, trainCharacterModel } from './fluency.ts'

it('is a distribution: over the alphabet and one unknown character the probabilities sum to 1', () => {
  const model = trainCharacterModel(['abracadabra'], 3)
  const next = (context: string) => [...'abrcd', '?'].reduce((sum, c) => sum + probabilityOf(model, context, c), 0)
  for (const context of ['', 'a', 'ab', 'zz']) expect(next(context)).toBeCloseTo(1, 12)
})

/** p(character | context) out of the difference of two texts' bits. */
function probabilityOf(model: ReturnType<typeof trainCharacterModel>, context: string, character: string): number {
  const bits = (text: string) => (text === '' ? 0 : bitsPerCharacter(model, text) * text.length)
  return 2 ** (bits(context) - bits(context + character))
}

it('gives Witten-Bell by hand: after "a" of "aab" comes a or b once each, so p = (1 + 2 · p₀) / (2 + 2)', () => {
  const model = trainCharacterModel(['aab'], 2)
  // Order 0: N = 3, T = 2, alphabet 2 + 1: p₀(b) = (1 + 2/3) / 5 = 1/3. After a: (1 + 2 · 1/3) / 4 = 5/12.
  expect(probabilityOf(model, 'a', 'b')).toBeCloseTo(5 / 12, 12)
})

it('reads a text like those it has seen with fewer bits than the same letters in disorder', () => {
  const model = trainCharacterModel(['the river runs through the old town to the sea. '.repeat(3)])
  expect(bitsPerCharacter(model, 'the old river runs to the town')).toBeLessThan(bitsPerCharacter(model, 'eht dlo revir snur ot eht nwot'))
})
