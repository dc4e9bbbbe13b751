import { expect, it } from 'vitest'

import { originalSpan } from './aligned-text.ts'
import { lowerCase } from './lower-case.ts'

const lower = (text: string) => lowerCase({ text, offset: 0 })

it('goes letter by letter: a last Σ becomes σ, as in Python and Rust', () => {
  expect(lower('ΟΔΟΣ').text).toBe('οδοσ')
  expect('ΟΔΟΣ'.toLowerCase()).toBe('οδος')
})

it('keeps places where a letter becomes longer', () => {
  const aligned = lower('aİB')
  expect(aligned.text).toBe('ai\u0307b')
  expect([0, 1, 2, 3].map((i) => originalSpan(aligned, i, i + 1))).toEqual([
    [0, 1],
    [1, 2],
    [1, 2],
    [2, 3],
  ])
})

it.each(['ABC', 'Straße ÀÉ', 'Ⅷ Ⓐ ǅ', '𐐀Σ', 'ΣⒷⅧǅ'])('gives %s letter for letter', (text) => {
  expect(lower(text).text).toBe(Array.from(text, (letter) => letter.toLowerCase()).join(''))
})
