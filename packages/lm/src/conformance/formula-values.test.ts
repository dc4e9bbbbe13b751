import { expect, it } from 'vitest'

import { formulaScale, formulaValue } from './formula-values.ts'

it('gives the first values that prefix.json and lora.json list of their formulas', () => {
  // golden-real: layer0_key_first4 (seed 501, scale 1) and layer0_q_row0_first4 (seed 1001, scale 1/24), 7 digits.
  const first = (seed: number, scale: number) => [0, 1, 2, 3].map((i) => Number(formulaValue(i, seed, scale).toPrecision(7)))
  expect(first(501, 1)).toEqual([0.8421714, 0.1759787, 0.4707437, -0.8783253])
  expect(first(1001, formulaScale.parse('1/24'))).toEqual([-0.03176259, 0.03200855, 0.01380496, 0.01510033])
})

it('reads a scale as a number or a fraction, nothing else', () => {
  expect(formulaScale.parse(0.2)).toBe(0.2)
  expect(() => formulaScale.parse('2*3')).toThrow()
})
