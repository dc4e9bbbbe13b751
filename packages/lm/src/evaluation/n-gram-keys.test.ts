import fc from 'fast-check'
import { expect, it } from 'vitest'

import { createKeys } from './n-gram-keys.ts'

it('counts every n-gram of a stream, and below it the distinct tokens before each', () => {
  const keys = createKeys(5000)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 4990, max: 4999 }), { minLength: 4, maxLength: 60 }), (ids) => {
      const grams = keys.ofStream(Int32Array.from(ids), 4)
      const texts = Array.from({ length: ids.length - 3 }, (_, i) => ids.slice(i, i + 4))
      for (const text of texts) {
        const at = grams.find(keys.of(text, 0, 4)) as number
        expect(grams.counts[at]).toBe(texts.filter((other) => other.join() === text.join()).length)
      }
      const shorter = keys.withoutFirst(grams, 4)
      for (const text of texts) {
        const before = new Set(texts.filter((other) => other.slice(1).join() === text.slice(1).join()).map(([first]) => first))
        expect(shorter.counts[shorter.find(keys.of(text, 1, 3)) as number]).toBe(before.size)
      }
    }),
  )
})

it('keeps the n-grams of one context side by side, between it and the next key', () => {
  const keys = createKeys(4096)
  const grams = keys.ofStream(Int32Array.of(4095, 4095, 4095, 1, 4095, 4095, 4095, 2, 4095, 4095, 4094, 3), 4)
  const context = keys.of([4095, 4095, 4095], 0, 3)
  const range = [keys.follow(context, 0), keys.follow(keys.next(context), 0)].map(grams.lowerBound)
  expect(range[1] - range[0]).toBe(2)
  expect(grams.find(keys.of([4095, 4095, 4095, 3], 0, 4))).toBeUndefined()
})
