import fc from 'fast-check'
import { expect, it } from 'vitest'

import { originalSpan } from './aligned-text.ts'
import { type UnicodeForm, unicodeForm } from './unicode-form.ts'

const marks = fc.string({
  unit: fc.constantFrom(
    'e',
    '\u0301',
    '\u0323',
    'é',
    'ﬁ',
    '각',
    '\u1100',
    '\u1161',
    '\u11a8',
    'か',
    '\u3099',
    ' ',
    '🎉',
    '\u0b47',
    '\u0b57',
  ),
})

it.each<UnicodeForm>(['NFC', 'NFD', 'NFKC', 'NFKD'])(
  'gives the same text as String.normalize(%s), and spans in order up to the end',
  (form) => {
    fc.assert(
      fc.property(marks, (text) => {
        const aligned = unicodeForm({ text, offset: 0 }, form)
        expect(aligned.text).toBe(text.normalize(form))
        let last = 0
        let begun = 0
        for (let i = 0; i < aligned.text.length; i++) {
          const [start, end] = originalSpan(aligned, i, i + 1)
          expect(start).toBeGreaterThanOrEqual(begun)
          expect(end).toBeGreaterThanOrEqual(last)
          begun = start
          last = end
        }
        expect(last).toBe(text.length)
      }),
    )
  },
)

it('lets a composed letter stand for the letters that it was made of', () => {
  const aligned = unicodeForm({ text: 'xe\u0301y', offset: 0 }, 'NFC')
  expect(aligned.text).toBe('xéy')
  expect(originalSpan(aligned, 1, 2)).toEqual([1, 3])
})
