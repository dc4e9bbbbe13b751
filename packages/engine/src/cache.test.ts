import { expect, it } from 'vitest'

import { LeastRecentlyUsed } from './cache.ts'

it('discards what was not used for longest, and everything when cleared', () => {
  const gone: number[] = []
  const cache = new LeastRecentlyUsed<number>(2, (value) => gone.push(value))
  cache.set('a', 1)
  cache.set('b', 2)
  cache.get('a')
  cache.set('c', 3)
  expect([gone, cache.get('b'), cache.size]).toEqual([[2], undefined, 2])
  cache.clear()
  expect([gone, cache.size]).toEqual([[2, 1, 3], 0])
})
