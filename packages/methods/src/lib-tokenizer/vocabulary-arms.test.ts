import { expect, it } from 'vitest'

import { createRandom } from '../random.ts'
import { type Arms, armFigures, armNames } from './vocabulary-arms.ts'

const cost = (tokens: number) => ({ characters: 1000, tokens, types: tokens / 2, bits: 3 * tokens })
const score = (...tokens: number[]) => ({ documents: tokens.map(cost), allTypes: 10 })

const arms = Object.fromEntries(armNames.map((name) => [name, [score(200, 400), score(200, 400)]])) as unknown as Arms
const figures = armFigures('english', { ...arms, lib: [score(100, 180), score(100, 220)] }, createRandom(1))
const figure = (id: string) => figures.find((one) => one.id === id)

it('gives tokens per 1,000 characters as means over seeds, then over the text', () => {
  expect(figure('english-tokens-lib')?.value).toBe(150)
  expect(figure('english-tokens-words')?.value).toBe(300)
  expect(figure('english-bits-words')?.value).toBeCloseTo(0.9, 12)
})

it('gives the ratio to each peer, paired over documents: no spread where each document halves', () => {
  const ratio = figure('english-tokens-ratio-bpe-words')
  expect(ratio?.value).toBe(0.5)
  expect(ratio?.interval).toMatchObject({ low: 0.5, high: 0.5, n: 2 })
})

it('has a figure for every arm and no ratio of LiB to itself', () => {
  for (const arm of armNames) expect(figure(`english-types-${arm}`)).toBeDefined()
  expect(figure('english-tokens-ratio-lib')).toBeUndefined()
})
