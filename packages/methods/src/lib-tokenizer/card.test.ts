import { expect, it } from 'vitest'

import type { Figure } from '../contract.ts'
import { card } from './card.ts'

/** Decides a claim on figures given as id → [value, high end of the interval]. */
function verdict(id: string, values: Record<string, number>): string | undefined {
  const claim = card.claims.find((one) => one.id === id)
  if (!claim || !('decide' in claim.rule)) throw new Error(`no rule for ${id}`)
  return claim.rule.decide((figure): Figure | undefined => {
    const value = values[figure]
    return value === undefined
      ? undefined
      : { id: figure, value, unit: 'ratio', n: 9, interval: { low: value - 0.01, high: value + 0.01, level: 0.95, n: 9 } }
  })
}

const ratios = (words: number, bordered: number, across: number, random = 0.5) => ({
  'english-epochs': 2000,
  ...Object.fromEntries(
    ['english', 'chinese'].flatMap((language) =>
      ['tokens', 'types'].flatMap((cost) => [
        [`${language}-${cost}-ratio-words`, words],
        [`${language}-${cost}-ratio-bpe-words`, bordered],
        [`${language}-${cost}-ratio-bpe-across`, across],
        [`${language}-${cost}-ratio-random-units`, random],
      ]),
    ),
  ),
})

it('lets unbounded byte pair encoding decide between holds and partly', () => {
  expect(verdict('fewer-tokens', ratios(0.8, 0.9, 0.95))).toBe('holds')
  expect(verdict('fewer-tokens', ratios(0.8, 0.9, 1.05))).toBe('partly')
})

it('fails where the interval reaches 1, in one language too, or the control does as well', () => {
  expect(verdict('fewer-types', ratios(0.8, 0.995, 0.9))).toBe('fails')
  expect(verdict('fewer-types', { ...ratios(0.8, 0.9, 0.9), 'chinese-types-ratio-words': 1.2 })).toBe('fails')
  expect(verdict('fewer-tokens', ratios(0.8, 0.9, 0.95, 1))).toBe('fails')
})

it('says nothing about the smoke size', () => {
  expect(verdict('fewer-tokens', { ...ratios(0.8, 0.9, 0.95), 'english-epochs': 8 })).toBeUndefined()
  expect(verdict('word-boundaries', { epochs: 200, 'boundary-f1': 0.84, 'random-units-boundary-f1': 0.5 })).toBeUndefined()
})

it('takes the bands of the notebook for the word boundaries', () => {
  const good = { epochs: 5000, 'boundary-f1': 0.84, 'random-units-boundary-f1': 0.5, 'chunk-f1': 0.63, 'lexicon-size': 1850 }
  expect(verdict('word-boundaries', good)).toBe('holds')
  expect(verdict('word-boundaries', { ...good, 'chunk-f1': 0.5 })).toBe('partly')
  expect(verdict('word-boundaries', { ...good, 'boundary-f1': 0.81 })).toBe('fails')
  expect(verdict('word-boundaries', { ...good, 'random-units-boundary-f1': 0.84 })).toBe('fails')
})

it('asks for each of the three kinds of unit', () => {
  const shares = { 'english-epochs': 2000, 'english-share-parts': 0.4, 'english-share-words': 0.4, 'english-share-several-words': 0.2 }
  expect(verdict('mixed-vocabulary', shares)).toBe('holds')
  expect(verdict('mixed-vocabulary', { ...shares, 'english-share-several-words': 0.01 })).toBe('partly')
})
