import { createRandom, type NdArray, ndarray, runOnce, type Tensor } from '@offprint/engine'
import { expect, it } from 'vitest'

import { anglesAt, rotaryFrequencies, scaleLlama3, turn, turnPart } from './rotary.ts'

const random = createRandom(9)
const values = (array: unknown) => (array as NdArray).data as Float32Array
const frequencies = rotaryFrequencies(8, 10_000)
const places = (list: number[]) => ndarray(Int32Array.from(list), [1, list.length])

async function turned(x: NdArray, at: number[], interleaved = false): Promise<Float32Array> {
  return values(await runOnce((t: Tensor, p: Tensor) => turn(t, anglesAt(p, frequencies), interleaved), x, places(at)))
}

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i], 0)

it('turns pairs by the angle of their place', async () => {
  const x = random.normal([1, 1, 1, 8])
  const [found, side] = [await turned(x, [3]), await turned(x, [3], true)]
  const v = values(x)
  for (let i = 0; i < 4; i++) {
    const angle = 3 * 10_000 ** (-i / 4)
    expect(found[i]).toBeCloseTo(v[i] * Math.cos(angle) - v[i + 4] * Math.sin(angle), 5)
    expect(found[i + 4]).toBeCloseTo(v[i + 4] * Math.cos(angle) + v[i] * Math.sin(angle), 5)
    expect(side[2 * i]).toBeCloseTo(v[2 * i] * Math.cos(angle) - v[2 * i + 1] * Math.sin(angle), 5)
  }
})

it('makes products depend on the distance of two places alone', async () => {
  const [x, y] = [random.normal([1, 1, 1, 8]), random.normal([1, 1, 1, 8])]
  expect(dot(await turned(x, [2]), await turned(y, [7]))).toBeCloseTo(dot(await turned(x, [40]), await turned(y, [45])), 4)
})

it('turns the first entries and leaves the rest', async () => {
  const x = random.normal([1, 2, 1, 12])
  const part = values(await runOnce((t: Tensor, p: Tensor) => turnPart(t, anglesAt(p, frequencies), 8), x, places([5])))
  expect([...part.slice(8, 12), ...part.slice(20)]).toEqual([...values(x).slice(8, 12), ...values(x).slice(20)])
  expect(part[0]).not.toBe(values(x)[0])
})

it('keeps short waves, slows long ones, and blends those between', () => {
  const scaling = { factor: 8, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalLengthTokens: 1000 }
  const waves = [10, 2000, 500].map((length) => (2 * Math.PI) / length)
  const [short, long, between] = scaleLlama3(Float64Array.from(waves), scaling)
  expect(short).toBe(waves[0])
  expect(long).toBe(waves[1] / 8)
  // 1000 / 500 = 2 stands a third of the way from 1 to 4.
  expect(between).toBeCloseTo((2 / 3) * (waves[2] / 8) + waves[2] / 3, 12)
})
