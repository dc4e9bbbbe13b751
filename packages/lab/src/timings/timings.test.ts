import { expect, it } from 'vitest'

import { openTestLab } from '../testing/test-lab.ts'
import { insertTiming } from './queries.ts'
import { expectedSeconds, usualSeconds } from './timings.ts'

it('expects the median of the last five, by model', async () => {
  await using opened = await openTestLab()
  const { db } = opened.store
  expect(await expectedSeconds(db, 'a', 'try', null)).toBeNull()
  expect(await usualSeconds(db)).toBe(60)
  // The first two are forgotten: of 1, 9, 2, 3 and 4 the median is 3.
  for (const seconds of [500, 600, 1, 9, 2, 3, 4]) await insertTiming(db, { slug: 'a', what: 'try', model: null, seconds, at: '' })
  await insertTiming(db, { slug: 'a', what: 'try', model: 'big', seconds: 70, at: '' })
  expect(await expectedSeconds(db, 'a', 'try', null)).toBe(3)
  expect(await expectedSeconds(db, 'a', 'try', 'big')).toBe(70)
  expect(await usualSeconds(db)).toBe(6.5)
})
