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
const r = (id: string, low: number, high: number) => ({ id, interval: { low, high, level: 0.95, n: 113 } })

it('says in the summary what the scores are not', () => {
  expect(card.summary).toContain('not what is right')
})

it('wants the whole interval above random directions for both groups of people', () => {
  const of = (low: number, p95: number) =>
    verdict('direction-in-a-small-encoder', [
      r('regional-r', low, 0.8),
      r('globalAMT-r', 0.6, 0.8),
      { id: 'random-directions-p95', value: p95 },
    ])
  expect([of(0.57, 0.41), of(0.4, 0.41), of(0.4, 0.85)]).toEqual(['holds', 'partly', 'fails'])
})

it('calls a component that cannot be told from the mean difference partly right', () => {
  const of = (low: number, high: number) => verdict('principal-component', [r('gain-over-mean-difference', low, high)])
  expect([of(0.01, 0.05), of(-0.01, 0.02), of(-0.05, -0.01)]).toEqual(['holds', 'partly', 'fails'])
})

it('asks of context that killing time is fine and killing people is not', () => {
  const of = (time: number, people: number) =>
    verdict('sees-context', [
      { id: 'kill-time', value: time },
      { id: 'kill-people', value: people },
    ])
  expect([of(0.26, -1), of(-0.1, -0.5), of(-0.6, -0.5)]).toEqual(['holds', 'partly', 'fails'])
})

it('gives no verdict on a run that lacks the figures', () => {
  for (const { rule } of claims) if ('decide' in rule) expect(rule.decide(() => undefined)).toBeUndefined()
})
