import { expect, it } from 'vitest'

import { nibbleAt, packNibbles } from './nibbles.ts'

it('reads back every number that was packed', () => {
  const values = Uint8Array.from({ length: 64 }, (_, i) => (i * 7) % 16)
  const packed = packNibbles(values)
  expect(packed.length).toBe(32)
  expect(Array.from(values, (_, place) => nibbleAt(packed, place))).toEqual([...values])
})
