import { expect, it } from 'vitest'

import type { TaggedPair } from '../released/pairs.ts'
import { differsInNumbersOrNames } from './lexical-rule.ts'

const differs = (statement: string, object: string, alternative: string) =>
  differsInNumbersOrNames({ topic: 'Ada Lovelace', statement, alternative, fact: { subject: '', predicate: '', object } } as TaggedPair)

it('flags another number, not a number that is left out or added', () => {
  expect(differs('Born in 1815.', 'in 1815', 'Born in 1816.')).toBe(true)
  expect(differs('Born in 1815.', 'in 1815', 'Born in London.')).toBe(false)
  expect(differs('Born in London.', 'in London', 'Born in London in 1816.')).toBe(false)
})

it('flags another name, but not the topic’s own', () => {
  expect(differs('She lived in London.', 'in London', 'She lived in Paris.')).toBe(true)
  expect(differs('She lived in London.', 'in London', 'The house was of Ada Lovelace.')).toBe(false)
})
