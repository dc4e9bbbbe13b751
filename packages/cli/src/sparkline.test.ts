import { expect, it } from 'vitest'

import { sparkline } from './sparkline.ts'

it('draws a falling curve from the highest to the lowest letter, thinned to its width', () => {
  expect(sparkline([8, 6, 4, 2])).toBe('█▆▃▁')
  expect(sparkline([9, 7, 3, 1], 2)).toBe('█▁')
})

it('draws a flat curve low and nothing for no values', () => {
  expect(sparkline([2, 2])).toBe('▁▁')
  expect(sparkline([])).toBe('')
})
