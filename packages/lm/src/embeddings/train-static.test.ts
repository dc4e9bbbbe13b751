import { createRandom, type NdArray } from '@offprint/engine'
import { expect, it } from 'vitest'

import { ranksByVectors, retrievalOf } from '../evaluation/retrieval.ts'
import { type IdPair, trainStaticTable } from './train-static.ts'

/** Twelve topics: a short text has tokens 0-35 of its topic, a long one tokens 36-71, so that only training brings them together. */
function pairs(count: number, seed: number): IdPair[] {
  const random = createRandom(seed)
  const text = (first: number, topic: number, length: number) => Int32Array.from({ length }, () => first + 3 * topic + random.integer(3))
  return Array.from({ length: count }, (_, i): IdPair => [text(0, i % 12, 2), text(36, i % 12, 9)])
}

const settings = { vocabSize: 72, dimension: 8, batchSize: 12, steps: 60, rate: 0.05, drawnTokens: 6, seed: 1 }

async function trained(given: Partial<typeof settings> = {}): Promise<{ table: NdArray; losses: number[] }> {
  const training = trainStaticTable({ ...settings, ...given, pairs: pairs(120, 1) })
  const losses: number[] = []
  let next = await training.next()
  for (; !next.done; next = await training.next()) losses.push(next.value.loss)
  return { table: next.value, losses }
}

function vectorsOf({ data }: NdArray, texts: readonly Int32Array[]): Float32Array {
  const vectors = texts.map((ids) => {
    const sum = Array.from({ length: 8 }, (_, j) => ids.reduce((total, id) => total + Number(data[id * 8 + j]), 0))
    return sum.map((x) => x / Math.hypot(...sum))
  })
  return Float32Array.from(vectors.flat())
}

it('brings texts that belong together close, on ones that it has not seen', async () => {
  const held = pairs(12, 2)
  const { table, losses } = await trained()
  const [short, long] = [0, 1].map((side) => held.map((pair) => pair[side]))
  expect(losses.at(-1)).toBeLessThan(losses[0] - 1)
  expect(retrievalOf(ranksByVectors(vectorsOf(table, short), vectorsOf(table, long), 8)).accuracyAt1).toBeGreaterThan(0.9)
})

it('gives the same table for the same seed', async () => {
  const once = async (seed: number) => (await trained({ steps: 5, seed })).table.data
  expect(await once(1)).toEqual(await once(1))
  expect(await once(1)).not.toEqual(await once(2))
})

it('wants enough pairs for a batch', async () => {
  await expect(trained({ batchSize: 121 })).rejects.toThrow(/120 pairs do not fill a batch of 121/)
})
