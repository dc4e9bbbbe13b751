import { createRandom, type NdArray, runOnce, type Tensor } from '@offprint/engine'
import { expect, it } from 'vitest'

import { attend, joinHeads, splitFusedHeads, splitHeads } from './attention.ts'

const random = createRandom(3)
const values = (array: unknown) => (array as NdArray).data as Float32Array

/** One score after the other; query [heads, length, size], key and value [key/value heads, keys, size]. */
function plainAttention(query: NdArray, key: NdArray, value: NdArray, sees: (query: number, key: number) => boolean): number[] {
  const [, heads, length, size] = query.shape
  const [, keyHeads, keys] = key.shape
  const output = new Array<number>(length * heads * size).fill(0)
  for (let h = 0; h < heads; h++) {
    const shared = Math.floor(h / (heads / keyHeads))
    for (let q = 0; q < length; q++) {
      const weights = Array.from({ length: keys }, (_, k) => {
        if (!sees(q, k)) return 0
        let dot = 0
        for (let i = 0; i < size; i++) dot += values(query)[(h * length + q) * size + i] * values(key)[(shared * keys + k) * size + i]
        return Math.exp(dot / Math.sqrt(size))
      })
      const total = weights.reduce((a, b) => a + b)
      for (let k = 0; k < keys; k++) {
        for (let i = 0; i < size; i++)
          output[q * heads * size + h * size + i] += (weights[k] / total) * values(value)[(shared * keys + k) * size + i]
      }
    }
  }
  return output
}

const plan = { layer: 0, headCount: 4, keyValueHeadCount: 2, headSize: 6 }

it('attends as a plain loop does, each key/value head shared by a group of heads', async () => {
  const [query, key, value] = [random.normal([1, 4, 3, 6]), random.normal([1, 2, 3, 6]), random.normal([1, 2, 3, 6])]
  const output = await runOnce((q: Tensor, k: Tensor, v: Tensor) => attend(q, { key: k, value: v }, plan).output, query, key, value)
  const wanted = plainAttention(query, key, value, () => true)
  values(output).forEach((x, i) => {
    expect(x).toBeCloseTo(wanted[i], 5)
  })
})

it('reads prefix, cache and new rows in this order, and gives back the new ones alone', async () => {
  const all = { key: random.normal([1, 2, 5, 6]), value: random.normal([1, 2, 5, 6]) }
  const rows = (array: NdArray, from: number, to: number): NdArray => {
    const data = [0, 1].flatMap((head) => [...values(array).slice((head * 5 + from) * 6, (head * 5 + to) * 6)])
    return { data: Float32Array.from(data), shape: [1, 2, to - from, 6], dtype: 'float32' }
  }
  const part = (from: number, to: number) => ({ key: rows(all.key, from, to), value: rows(all.value, from, to) })
  const query = random.normal([1, 4, 2, 6])
  type Pair = { key: Tensor; value: Tensor }
  const { output, present } = (await runOnce(
    (q: Tensor, prefix: Pair, cache: Pair, fresh: Pair) => {
      const attended = attend(q, fresh, { ...plan, cache, hooks: { prefix: [prefix] } })
      return { output: attended.output, present: attended.present }
    },
    query,
    part(0, 2) as never,
    part(2, 3) as never,
    part(3, 5) as never,
  )) as unknown as { output: NdArray; present: { key: NdArray } }
  const wanted = plainAttention(query, all.key, all.value, () => true)
  values(output).forEach((x, i) => {
    expect(x).toBeCloseTo(wanted[i], 5)
  })
  expect(values(present.key)).toEqual(values(part(3, 5).key))
})

it('splits and joins heads without loss, also out of one fused projection', async () => {
  const x = random.normal([2, 3, 12])
  expect(values(await runOnce((t: Tensor) => joinHeads(splitHeads(t, 4)), x))).toEqual(values(x))
  const fused = random.normal([1, 1, 12])
  const [query, key, value] = (await runOnce((t: Tensor) => splitFusedHeads(t, 2), fused)) as unknown as NdArray[]
  // Each of the two heads holds its query, key and value of two entries side by side.
  const f = [...values(fused)]
  expect([query, key, value].map((part) => [...values(part)])).toEqual([
    [f[0], f[1], f[6], f[7]],
    [f[2], f[3], f[8], f[9]],
    [f[4], f[5], f[10], f[11]],
  ])
})
