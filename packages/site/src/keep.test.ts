import { expect, it } from 'vitest'
import { keptByVersion, leastRecentlyUsed } from './keep.ts'

it('loads once for each version and again after a failure', async () => {
  let version = 1
  let loads = 0
  const value = keptByVersion(
    () => version,
    async () => {
      loads++
      if (loads === 2) throw new Error('locked')
      return loads
    },
  )
  expect([await value(), await value()]).toEqual([1, 1])
  version = 2
  await expect(value()).rejects.toThrow('locked')
  expect(await value()).toBe(3)
})

it('forgets what was longest unused', () => {
  const map = leastRecentlyUsed<number>(2)
  map.set('a', 1)
  map.set('b', 2)
  map.get('a')
  map.set('c', 3)
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([1, undefined, 3])
})

it('keeps nothing at limit 0', () => {
  const map = leastRecentlyUsed<number>(0)
  map.set('a', 1)
  expect(map.get('a')).toBeUndefined()
})
