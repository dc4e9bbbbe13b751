import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'

import { readableId, secretId } from './ids.ts'

it('writes 128 bits as 26 characters that an address can hold', () => {
  expect(secretId(randomBytes)).toMatch(/^[0-9a-z]{26}$/)
})

it('gives different ids for different bytes: no bit is lost', () => {
  const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 })
  fc.assert(fc.property(bytes, bytes, (a, b) => (secretId(() => a) === secretId(() => b)) === (Buffer.compare(a, b) === 0)))
  for (let bit = 0; bit < 128; bit++) {
    const one = new Uint8Array(16)
    one[bit >> 3] = 1 << (bit & 7)
    expect(secretId(() => one)).not.toBe(secretId(() => new Uint8Array(16)))
  }
})

it('writes the bits in order, five a character', () => {
  // 11111 000000000… : the first character is the last of the alphabet.
  expect(readableId(['a', 'small'], () => Uint8Array.of(0xf8, 0, 0, 0, 1))).toBe('a-small-z0000001')
})
