import fc from 'fast-check'
import { expect, it } from 'vitest'

import { PairTable } from './pair-table.ts'

it('is a map from pairs, also when it grows', () => {
  const id = fc.nat(50)
  fc.assert(
    fc.property(fc.array(fc.tuple(id, id, id, id), { maxLength: 300 }), (entries) => {
      const table = new PairTable(1)
      const plain = new Map<string, number[]>()
      for (const [left, right, rank, merged] of entries) {
        table.set(left, right, rank, merged)
        plain.set(`${left} ${right}`, [rank, merged])
      }
      expect(table.size).toBe(plain.size)
      for (const [key, value] of plain) {
        const [left, right] = key.split(' ').map(Number)
        const slot = table.find(left, right)
        expect([table.rank(slot), table.id(slot)]).toEqual(value)
      }
      expect(table.find(51, 0)).toBe(-1)
      table.clear()
      expect([table.size, table.find(entries[0]?.[0] ?? 0, entries[0]?.[1] ?? 0)]).toEqual([0, -1])
    }),
  )
})
