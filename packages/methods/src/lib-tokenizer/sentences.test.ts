import fc from 'fast-check'
import { expect, it } from 'vitest'

import { sentencesOf } from './sentences.ts'

it('ends a sentence with its closing marks and line ends', () => {
  expect(sentencesOf('One. Two?! Three\n\n四。五')).toEqual(['One.', ' Two?!', ' Three\n\n', '四。', '五'])
})

it('loses and adds nothing', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(sentencesOf(text).join('')).toBe(text)
    }),
  )
})
