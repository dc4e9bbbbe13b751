import fc from 'fast-check'
import { expect, it } from 'vitest'

import { mergeSymbols } from './merging.ts'
import { PairTable } from './pair-table.ts'

type Rule = readonly [left: number, right: number, id: number]

/** The definition, word for word: look for the best pair, merge its leftmost place, begin again. */
function slowly(ids: readonly number[], rules: readonly Rule[]): number[] {
  const symbols = [...ids]
  for (;;) {
    const rule = rules.find(([left, right]) => symbols.some((id, i) => id === left && symbols[i + 1] === right))
    if (!rule) return symbols
    symbols.splice(
      symbols.findIndex((id, i) => id === rule[0] && symbols[i + 1] === rule[1]),
      2,
      rule[2],
    )
  }
}

function quickly(ids: readonly number[], rules: readonly Rule[]) {
  const table = new PairTable(rules.length)
  rules.forEach(([left, right, id], rank) => {
    table.set(left, right, rank, id)
  })
  const symbols = { ids: [...ids], starts: ids.map((_, i) => i), ends: ids.map((_, i) => i + 1) }
  mergeSymbols(symbols, table, (left, right) => table.find(left, right))
  return symbols
}

// Rules as training makes them: each new symbol from earlier ones, no pair twice.
const rules = fc
  .array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 })
  .map((pairs) => pairs.map(([left, right], i) => [left % (4 + i), right % (4 + i), 4 + i] as const))
  .map((list) => list.filter(([left, right], i) => list.findIndex((rule) => rule[0] === left && rule[1] === right) === i))

it.each([
  ['short', 20],
  ['long', 200],
])('merges %s pieces as the definition says', (_, maxLength) => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { minLength: maxLength / 2, maxLength }), rules, (ids, list) => {
      expect(quickly(ids, list).ids).toEqual(slowly(ids, list))
    }),
  )
})

it('keeps the spans of what was merged side by side', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { minLength: 1, maxLength: 60 }), rules, (ids, list) => {
      const { starts, ends } = quickly(ids, list)
      expect(starts).toEqual([0, ...ends.slice(0, -1)])
      expect(ends.at(-1)).toBe(ids.length)
    }),
  )
})

it('takes time in proportion to a long piece', () => {
  const ids = Array<number>(200_000).fill(0)
  const start = performance.now()
  expect(
    quickly(ids, [
      [0, 0, 4],
      [4, 4, 5],
    ]).ids,
  ).toHaveLength(50_000)
  // Some 0.2 s here; in proportion to the square it would take minutes.
  expect(performance.now() - start).toBeLessThan(5000)
})
