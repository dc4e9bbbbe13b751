import { describe, expect, it } from 'vitest'

import { finish, message, writeBytes, writeFloat, writeInteger, writeMessage, writeString } from './protobuf.ts'

const written = (write: (to: ReturnType<typeof message>) => void) => {
  const to = message()
  write(to)
  return [...finish(to)]
}

// Bytes worked out by hand after protobuf.dev/programming-guides/encoding.
describe('protocol buffers', () => {
  it('write integers seven bits a byte, negative ones in ten bytes', () => {
    expect(written((to) => writeInteger(to, 1, 150))).toEqual([0x08, 0x96, 0x01])
    expect(written((to) => writeInteger(to, 1, -1))).toEqual([0x08, ...Array(9).fill(0xff), 0x01])
    expect(written((to) => writeInteger(to, 16, 0))).toEqual([0x80, 0x01, 0x00]) // the field number takes two bytes
    expect(written((to) => writeInteger(to, 1, 2n ** 40n))).toEqual([0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20])
  })

  it('write text, bytes, floats and messages with their lengths', () => {
    expect(written((to) => writeString(to, 2, 'hé'))).toEqual([0x12, 3, 0x68, 0xc3, 0xa9])
    expect(written((to) => writeBytes(to, 2, Uint8Array.of(1, 2)))).toEqual([0x12, 2, 1, 2])
    expect(written((to) => writeFloat(to, 3, 1))).toEqual([0x1d, 0, 0, 0x80, 0x3f])
    const inner = message()
    writeInteger(inner, 1, 150)
    expect(written((to) => writeMessage(to, 3, inner))).toEqual([0x1a, 3, 0x08, 0x96, 0x01])
  })
})
