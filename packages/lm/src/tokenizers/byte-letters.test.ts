import fc from 'fast-check'
import { expect, it } from 'vitest'

import { originalSpan } from './aligned-text.ts'
import { byteLetters, fromByteLetters, letterOfByte, letterPlaces, toByteLetters } from './byte-letters.ts'

it('has a letter of its own for each byte; a space is Ġ and a line end Ċ', () => {
  expect(new Set(letterOfByte).size).toBe(256)
  // bytes 0 to 32 are the first 33 of U+0100 and on, so 10 is U+010A and 32 is U+0120
  expect(toByteLetters(' \né')).toBe('ĠĊÃ©')
})

it('gives every text back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(fromByteLetters(toByteLetters(text)))).toBe(text)
    }),
  )
  expect(fromByteLetters('a b')).toBeUndefined()
})

it('counts a lone surrogate as U+FFFD', () => {
  expect(toByteLetters('\ud800')).toBe(toByteLetters('\ufffd'))
})

it('lets each letter stand for the whole character of its byte', () => {
  const aligned = byteLetters({ text: 'aé🎉', offset: 5 })
  expect(Array.from(aligned.text, (_, i) => originalSpan(aligned, i, i + 1))).toEqual([
    [5, 6],
    ...Array(2).fill([6, 7]),
    ...Array(4).fill([7, 9]),
  ])
  const { starts, ends } = letterPlaces('aé🎉')
  expect([...starts.subarray(0, 7)]).toEqual([0, 1, 1, 2, 2, 2, 2])
  expect([...ends.subarray(0, 7)]).toEqual([1, 2, 2, 4, 4, 4, 4])
})
