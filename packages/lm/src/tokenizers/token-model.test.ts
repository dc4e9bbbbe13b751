import { expect, it, vi } from 'vitest'

import { byteToken, cachedModel, vocabularyOf } from './token-model.ts'

it('asks the model once for a piece that comes again, and always for long ones', () => {
  const tokenize = vi.fn((piece: string) => ({ ids: [piece.length], starts: [0], ends: [piece.length] }))
  const model = cachedModel({ vocab: vocabularyOf([]), tokenize })
  const long = 'x'.repeat(1000)
  for (const piece of ['cat', 'cat', long, long]) expect(model.tokenize(piece).ids).toEqual([piece.length])
  expect(tokenize.mock.calls.flat()).toEqual(['cat', long, long])
})

it('spells bytes with two capital digits', () => {
  expect([10, 255].map(byteToken)).toEqual(['<0x0A>', '<0xFF>'])
})
