import type { ClaimStanding } from '@offprint/lab'

/** A claim's standing for tests of components. */
export function standing(given: {
  paper: number | null
  measured: number | null
  low?: number
  high?: number
  verdict: ClaimStanding['verdict']
}): ClaimStanding {
  const interval = given.low === undefined ? null : { low: given.low, high: given.high ?? given.low, level: 0.95, n: 120 }
  return {
    slug: 'folding',
    claim: {
      id: 'precision',
      claim: 'folds are found',
      metric: 'precision',
      unit: 'share',
      paper: given.paper,
      where: 'Table 1',
      kind: 'replay',
      rule: { wouldTake: 'a bigger desk' },
    },
    kind: 'replay',
    measured: given.measured,
    interval,
    n: 120,
    verdict: given.verdict,
    run: 'run-1',
    recordedAt: '2025-12-20T10:00:00.000Z',
    olderCode: false,
    history: [],
  }
}
