import { expect, it } from 'vitest'

import type { Claim, Figure } from '../contract.ts'
import { card } from './card.ts'

const claims: readonly Claim[] = card.claims

function verdict(id: string, figures: readonly Partial<Figure>[]) {
  const { rule } = claims.find((claim) => claim.id === id)!
  return 'decide' in rule
    ? rule.decide((name) => figures.find((figure) => figure.id === name) as Figure | undefined)
    : 'wouldTake' in rule
      ? rule.wouldTake
      : undefined
}
const interval = (low: number, high: number) => ({ low, high, level: 0.95, n: 30 })

it('carries both figures of the abstract, and those of the version whose runs were released', () => {
  const paper = Object.fromEntries(claims.map(({ id, paper }) => [id, paper]))
  expect(paper).toMatchObject({ precision: 0.91, recall: 0.805, 'iclr-precision': 0.842, 'iclr-recall': 0.832, 'iclr-f1': 0.837 })
})

it('lets the interval decide about the abstract’s precision: inside holds, else fails', () => {
  const of = (low: number, high: number) => verdict('precision', [{ id: 'chatgpt-on-chatgpt-precision', interval: interval(low, high) }])
  expect([of(0.88, 0.93), of(0.86, 0.905), of(0.92, 0.98)]).toEqual(['holds', 'fails', 'fails'])
})

it('wants the published figure to the printed digit', () => {
  const of = (value: number) => verdict('iclr-f1', [{ id: 'chatgpt-on-chatgpt-f1', value }])
  expect([of(0.8371), of(0.84), of(0.9)]).toEqual(['holds', 'partly', 'fails'])
})

it('decides about frequency only with both halves of all four models', () => {
  const writers = ['chatgpt', 'gpt4', 'vicuna-13b-1.1', 'llama-2-70b-chat']
  const all = writers.flatMap((writer) =>
    ['famous', 'lesser-known'].map((half) => ({ id: `${writer}-${half}-share`, interval: interval(0.06, 0.2) })),
  )
  expect(verdict('frequent', all)).toBe('holds')
  expect(verdict('frequent', all.slice(1))).toBeUndefined()
  expect(verdict('frequent', [...all.slice(1), { ...all[0], interval: interval(0.04, 0.2) }])).toBe('partly')
  expect(verdict('frequent', [...all.slice(1), { ...all[0], interval: interval(0.01, 0.04) }])).toBe('fails')
})

it('measures fluency against what shuffled words cost', () => {
  const of = (low: number, high: number) =>
    verdict('fluent', [
      { id: 'fluency-change', interval: interval(low, high) },
      { id: 'bits-per-character-written', value: 2.9 },
      { id: 'bits-per-character-shuffled', value: 3.3 },
    ])
  expect([of(-0.01, 0.03), of(0.01, 0.05), of(0.05, 0.06)]).toEqual(['holds', 'partly', 'fails'])
})

it('gives no verdict on a run that lacks the figures', () => {
  for (const { rule } of claims) if ('decide' in rule) expect(rule.decide(() => undefined)).toBeUndefined()
})
