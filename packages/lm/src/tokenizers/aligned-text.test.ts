import fc from 'fast-check'
import { expect, it } from 'vitest'

import { AlignedBuilder, originalSpan, replaceMatches, sliceAligned } from './aligned-text.ts'

it('knows the span of a changed letter, of what stands beside it and of an inserted one', () => {
  const changed = replaceMatches({ text: 'a--b', offset: 10 }, /--/g, () => '—')
  expect(changed.text).toBe('a—b')
  expect([0, 1, 2].map((i) => originalSpan(changed, i, i + 1))).toEqual([
    [10, 11],
    [11, 13],
    [13, 14],
  ])
  const builder = new AlignedBuilder(changed)
  builder.replace(0, 0, '▁')
  builder.keep(0, 3)
  expect(originalSpan(builder.finish(), 0, 1)).toEqual([10, 10])
  expect(originalSpan(builder.finish(), 0, 2)).toEqual([10, 11])
})

it('keeps its place in slices of slices', () => {
  const changed = replaceMatches({ text: 'xabcx', offset: 0 }, /b/g, () => 'BBB')
  const slice = sliceAligned(sliceAligned(changed, 1, 6), 1, 5)
  expect(slice.text).toBe('BBBc')
  expect(originalSpan(slice, 0, 3)).toEqual([2, 3])
  expect(originalSpan(slice, 3, 4)).toEqual([3, 4])
  expect(originalSpan(slice, 4, 4)).toEqual([4, 4])
})

it('gives units that were not changed back as they stood in the original, whatever is replaced around them', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'b', 'é', '🎉') }), fc.constantFrom('', 'x', 'yyy'), (text, written) => {
      const twice = replaceMatches(
        replaceMatches({ text, offset: 0 }, /b/g, () => written),
        /é/g,
        () => 'zz',
      )
      for (let i = 0; i < twice.text.length; i++) {
        const [start, end] = originalSpan(twice, i, i + 1)
        if (twice.text[i] === 'a') expect(text.slice(start, end)).toBe('a')
        if (twice.text[i] === 'z') expect(text.slice(start, end)).toBe('é')
      }
    }),
  )
})
