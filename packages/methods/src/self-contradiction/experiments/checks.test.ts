import { expect, it } from 'vitest'

import { checks } from './checks.ts'

it('names every figure once and asks for counts exactly', () => {
  expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length)
  expect(checks.filter(({ unit, tolerance }) => unit !== 'share' && tolerance !== 0)).toEqual([])
})

it('expects shares that follow from the expected counts', () => {
  const expected = (name: string) => checks.find((check) => check.name === name)!.expected
  for (const row of [
    'chatgpt-on-chatgpt',
    'gpt4-on-chatgpt',
    'vicuna-13b-1.1-on-chatgpt',
    'chatgpt-on-gpt4',
    'chatgpt-on-vicuna-13b-1.1',
  ]) {
    const [tp, fp, fn] = ['TP', 'FP', 'FN'].map((name) => expected(`${row} ${name}`))
    expect(Math.abs(tp / (tp + fp) - expected(`${row} precision`))).toBeLessThan(0.0005)
    expect(Math.abs(tp / (tp + fn) - expected(`${row} recall`))).toBeLessThan(0.0005)
  }
})
