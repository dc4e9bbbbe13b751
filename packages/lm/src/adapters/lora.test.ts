import { createRandom } from '@offprint/engine'
import { expect, it } from 'vitest'

import { createLora } from './lora.ts'

it('begins with b zero and a within the bound of its inputs, the same for a seed', () => {
  const layers = { 'h.0.q': { inSize: 16, outSize: 8 }, 'h.1.q': { inSize: 4, outSize: 8 } }
  const lora = createLora(layers, 3, createRandom(2))
  expect(Object.entries(lora).map(([name, { a, b }]) => [name, a.shape, b.shape])).toEqual([
    ['h.0.q', [3, 16], [8, 3]],
    ['h.1.q', [3, 4], [8, 3]],
  ])
  expect(new Set(lora['h.0.q'].b.data as Float32Array)).toEqual(new Set([0]))
  const largest = (name: string) => Math.max(...(lora[name].a.data as Float32Array).map(Math.abs))
  // ±1/√in: 0.25 and 0.5; of 48 and 12 draws the largest comes near.
  expect(largest('h.0.q')).toBeLessThanOrEqual(0.25)
  expect(largest('h.0.q')).toBeGreaterThan(0.2)
  expect(largest('h.1.q')).toBeLessThanOrEqual(0.5)
  expect(createLora(layers, 3, createRandom(2))).toEqual(lora)
})
