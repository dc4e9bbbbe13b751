import { expect, it } from 'vitest'
import { clipByGlobalNorm, globalNorm } from './clipping.ts'

it('scales all arrays together to the norm allowed and leaves smaller ones alone', () => {
  const transform = clipByGlobalNorm(1)
  const large = [new Float32Array([3]), new Float32Array([0, 4])]
  transform.update(large, transform.init([]), [])
  expect(globalNorm(large)).toBeCloseTo(1, 5)
  expect(large[0][0] / large[1][1]).toBeCloseTo(0.75, 6)
  const small = [new Float32Array([0.3])]
  transform.update(small, transform.init([]), [])
  expect(small[0][0]).toBe(Math.fround(0.3))
})
