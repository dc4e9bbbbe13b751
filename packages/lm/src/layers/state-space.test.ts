import { createRandom, type NdArray, runOnce, type Tensor } from '@offprint/engine'
import { expect, it } from 'vitest'

import { scanStates } from './state-space.ts'

const sizes = { heads: 2, headSize: 3, stateSize: 4 }
const values = (array: NdArray) => array.data as Float32Array

function randomInputs(length: number, seed: number) {
  const random = createRandom(seed)
  return {
    x: random.normal([1, length, sizes.heads, sizes.headSize]),
    decay: random.uniform([1, length, sizes.heads], -1.5, 0),
    b: random.normal([1, length, sizes.heads, sizes.stateSize]),
    c: random.normal([1, length, sizes.heads, sizes.stateSize]),
    state: random.normal([1, sizes.heads, sizes.headSize, sizes.stateSize]),
  }
}

/** h_t = exp(decay_t)·h_{t−1} + x_t b_tᵀ, y_t = h_t c_t, step by step. */
function recurrence({ x, decay, b, c, state }: ReturnType<typeof randomInputs>): { y: number[]; state: number[] } {
  const { heads, headSize, stateSize } = sizes
  const kept = Array.from(values(state))
  const y: number[] = []
  for (let t = 0; t < x.shape[1]; t++) {
    for (let h = 0; h < heads; h++) {
      const at = t * heads + h
      for (let p = 0; p < headSize; p++) {
        let read = 0
        for (let n = 0; n < stateSize; n++) {
          const place = (h * headSize + p) * stateSize + n
          kept[place] = Math.exp(values(decay)[at]) * kept[place] + values(x)[at * headSize + p] * values(b)[at * stateSize + n]
          read += kept[place] * values(c)[at * stateSize + n]
        }
        y.push(read)
      }
    }
  }
  return { y, state: kept }
}

it.each([1, 5, 64, 150])('gives what the recurrence gives over %i steps, also over several chunks', async (length) => {
  const inputs = randomInputs(length, length)
  const found = (await runOnce(
    (given: Record<'x' | 'decay' | 'b' | 'c' | 'state', Tensor>) => scanStates(given),
    inputs as never,
  )) as unknown as {
    y: NdArray
    state: NdArray
  }
  const wanted = recurrence(inputs)
  expect(found.y.shape).toEqual([1, length, 2, 3])
  wanted.y.forEach((value, i) => {
    expect(Math.abs(values(found.y)[i] - value)).toBeLessThan(1e-4)
  })
  wanted.state.forEach((value, i) => {
    expect(Math.abs(values(found.state)[i] - value)).toBeLessThan(1e-4)
  })
})
