import { expect, it } from 'vitest'

import { createTinyModel } from '../testing/tiny-model.ts'
import { createTextStream } from './text-stream.ts'

it('holds a character back until its last byte, and gives what never becomes one as U+FFFD', () => {
  using model = createTinyModel()
  const { tokenizer } = model
  const bytes = [...new TextEncoder().encode('é😀')].map((byte) => singleByte(byte))
  const stream = createTextStream(tokenizer)
  expect(bytes.map((id) => stream.push(id).text)).toEqual(['', 'é', '', '', '', '😀'])
  stream.push(bytes[2])
  expect(stream.end()).toBe('\uFFFD')

  function singleByte(byte: number): number {
    return Array.from({ length: 300 }, (_, id) => id).find((id) => {
      const found = tokenizer.tokenBytes(id)
      return found.length === 1 && found[0] === byte
    })!
  }
})

it('gives no text for special tokens and for rows without a token', () => {
  using model = createTinyModel()
  const stream = createTextStream(model.tokenizer)
  expect([0, 5000].map((id) => stream.push(id).text)).toEqual(['', ''])
})
