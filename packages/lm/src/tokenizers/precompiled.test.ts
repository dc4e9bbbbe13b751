import { expect, it } from 'vitest'

import { precompiledNormalizer } from './precompiled.ts'

/**
 * A map with one entry, ﬁ (EF AC 81) → "fi", by hand. A unit is offset << 10 | hasLeaf << 8 | label; a child lies at
 * (node ^ offset ^ label), the value of a leaf at (node ^ offset).
 */
function ligatureMap(): string {
  const units = new Uint32Array(1024)
  units[0] = 256 << 10 // children of the root at 256 ^ label
  const first = 256 ^ 0xef
  units[first] = ((first ^ 512) << 10) | 0xef // its children at 512 ^ label
  const second = 512 ^ 0xac
  units[second] = ((second ^ 768) << 10) | 0xac
  const third = 768 ^ 0x81
  units[third] = ((third ^ 1000) << 10) | (1 << 8) | 0x81 // the value at 1000
  units[1000] = 0x80000000 // a leaf whose text begins at 0
  const bytes = Buffer.concat([Buffer.from(Uint32Array.of(units.byteLength).buffer), Buffer.from(units.buffer), Buffer.from('fi\0')])
  return bytes.toString('base64')
}

it('replaces what the map has and keeps the rest', () => {
  const normalize = precompiledNormalizer(ligatureMap())
  expect(normalize({ text: 'a ﬁne é\r\n', offset: 0 }).text).toBe('a fine é\r\n')
  const untouched = { text: 'plain', offset: 0 }
  expect(normalize(untouched)).toBe(untouched)
})

it('refuses a map whose length lies', () => {
  expect(() => precompiledNormalizer(Buffer.from(Uint32Array.of(2 ** 31, 1).buffer).toString('base64'))).toThrow(
    /says 2147483648 bytes, 8 are there/,
  )
  expect(() => precompiledNormalizer('AA==')).toThrow(/damaged/)
})

it('survives jumps out of the map', () => {
  const wild = Buffer.from(Uint32Array.of(8, 0xffffffff, 0xffffffff).buffer).toString('base64')
  expect(precompiledNormalizer(wild)({ text: 'abc é', offset: 0 }).text).toBe('abc é')
})
