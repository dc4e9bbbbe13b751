import { createRandom } from '@offprint/engine'
import { expect, it } from 'vitest'

import { trainNGram } from './n-gram.ts'

/** A stream in which a token depends on the two before it, mostly. */
function stream(length: number, seed: number): Int32Array {
  const random = createRandom(seed)
  const ids = new Int32Array(length)
  for (let i = 2; i < length; i++) ids[i] = random.next() < 0.3 ? random.integer(7) : (2 * ids[i - 1] + 3 * ids[i - 2] + 1) % 7
  return ids
}

it('gives probabilities that sum to one, for contexts that were seen and for ones that were not', () => {
  const model = trainNGram(stream(400, 1), { order: 4, vocabSize: 7 })
  for (const context of [[], [3], [1, 2], [6, 6, 6], [0, 1, 2, 3, 4, 5]]) {
    const total = Array.from({ length: 7 }, (_, id) => Math.exp(model.logProbability(context, id))).reduce((a, b) => a + b)
    expect(total).toBeCloseTo(1, 12)
  }
})

it('equals a plain version that counts with maps', () => {
  const ids = stream(300, 2)
  const model = trainNGram(ids, { order: 3, vocabSize: 7 })
  const plain = plainKneserNey([...ids], 3, 7)
  const held = stream(60, 3)
  for (let i = 3; i < held.length; i++) {
    const context = [...held.slice(i - 3, i)]
    expect(Math.exp(model.logProbability(context, held[i]))).toBeCloseTo(plain(context, held[i]), 10)
  }
})

it('predicts better with more context where there is more to see', () => {
  const ids = stream(20_000, 4)
  const held = stream(2_000, 5)
  const nats = (order: number) => {
    const model = trainNGram(ids, { order, vocabSize: 7 })
    return -held.slice(3).reduce((sum, id, i) => sum + model.logProbability(held.subarray(i, i + 3), id), 0) / (held.length - 3)
  }
  expect(nats(3)).toBeLessThan(nats(1) - 0.5)
  expect(Math.abs(nats(4) - nats(3))).toBeLessThan(0.02)
})

it('says which order fits and how much text it wants', () => {
  expect(() => trainNGram(new Int32Array(9), { order: 6, vocabSize: 4096 })).toThrow(/order 1 to 5, 6 was asked for/)
  expect(() => trainNGram(new Int32Array(4), { order: 5, vocabSize: 4096 })).toThrow(/4 tokens hold no n-gram of 5/)
  // 4,096⁵ is 2⁶⁰: all words of the key are used, and neighbours are still told apart.
  const wide = trainNGram(
    Int32Array.from({ length: 60 }, (_, i) => 4095 - (i % 3)),
    { order: 5, vocabSize: 4096 },
  )
  expect(Math.exp(wide.logProbability([4095, 4094, 4093, 4095], 4094))).toBeGreaterThan(0.9)
})

/** The formulas with a map for each order: counts of the highest order, distinct tokens before an n-gram below. */
function plainKneserNey(ids: readonly number[], order: number, vocabSize: number) {
  const tables: Map<string, number>[] = []
  const top = new Map<string, number>()
  for (let i = 0; i + order <= ids.length; i++) add(top, ids.slice(i, i + order).join(' '))
  tables[order] = top
  for (let n = order - 1; n >= 1; n--) {
    const table = new Map<string, number>()
    for (const gram of tables[n + 1].keys()) add(table, gram.split(' ').slice(1).join(' '))
    tables[n] = table
  }
  const probability = (context: readonly number[], id: number): number => {
    const n = context.length + 1
    const shorter = n === 1 ? 1 / vocabSize : probability(context.slice(1), id)
    const discount = discountsOf([...tables[n].values()])
    const following = Array.from({ length: vocabSize }, (_, next) => tables[n].get([...context, next].join(' ')) ?? 0)
    const total = following.reduce((a, b) => a + b)
    if (total === 0) return shorter
    const taken = following.reduce((sum, count) => sum + discount(count), 0)
    return (following[id] - discount(following[id]) + taken * shorter) / total
  }
  return (context: readonly number[], id: number) => probability(context.slice(-(order - 1)), id)
}

function add(table: Map<string, number>, key: string): void {
  table.set(key, (table.get(key) ?? 0) + 1)
}

function discountsOf(counts: readonly number[]): (count: number) => number {
  const [n1, n2, n3, n4] = [1, 2, 3, 4].map((wanted) => counts.filter((count) => count === wanted).length)
  const y = n1 / (n1 + 2 * n2)
  const [d1, d2, d3] = n1 && n2 && n3 ? [1 - (2 * y * n2) / n1, 2 - (3 * y * n3) / n2, 3 - (4 * y * n4) / n3] : [0.5, 0.5, 0.5]
  return (count) => (count === 0 ? 0 : [d1, d2, d3][Math.min(count, 3) - 1])
}
