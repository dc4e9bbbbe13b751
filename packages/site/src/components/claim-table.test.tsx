import { expect, it } from 'vitest'
import { standing } from '../testing/standing.ts'
import { ClaimList, ClaimTable } from './claim-table.tsx'

const partly = standing({ paper: 0.91, measured: 0.842, low: 0.78, high: 0.89, verdict: 'partly' })

it('puts the paper’s figure beside ours with its interval', () => {
  expect(String(<ClaimTable standings={[partly]} />)).toMatch(/91\.0 %.*84\.2 %.*78\.0–89\.0.*partly/)
})

it('gives each claim an address, its rule, and the run that it comes from', () => {
  const html = String(<ClaimList standings={[partly]} />)
  expect(html).toContain('id="folding-precision"')
  expect(html).toContain('To test it: a bigger desk')
  expect(html).toContain('href="/runs/run-1"')
})

it('says which verdicts came before, and that the code has changed since', () => {
  const history = [{ verdict: 'fails' as const, measured: 0.5, run: 'run-0', recordedAt: '2025-11-01T00:00:00.000Z' }]
  expect(String(<ClaimList standings={[{ ...partly, history, olderCode: true }]} />)).toMatch(/older code.*before: fails \(1 Nov 2025\)/)
})

it('draws no mark where there is no figure to mark', () => {
  const claim = standing({ paper: null, measured: null, verdict: 'not testable here' })
  expect(String(<ClaimList standings={[claim]} />)).not.toContain('<svg')
})

it('shows a claim that never ran as not run yet', () => {
  const open = { ...standing({ paper: 0.9, measured: null, verdict: null }), run: null, kind: null }
  const html = String(<ClaimList standings={[open]} />)
  expect(html).toContain('not run yet')
  expect(html).not.toContain('/runs/')
  expect(html).toContain('claimed 90.0 %')
})
