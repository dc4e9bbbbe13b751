import { expect, it } from 'vitest'
import { loadEvidence } from '../evidence.ts'
import { listLab } from '../testing/lab.ts'
import { ClaimsMoved, LedgerCounts } from './ledger-side.tsx'

const { ledger, moved } = await loadEvidence({ lab: listLab() })

it('counts the claims by verdict, each with the way to them', () => {
  const html = String(<LedgerCounts ledger={ledger} />)
  expect(html).toMatch(/<a href="\/claims\?verdict=partly">partly<\/a> <span class="figure">1<\/span>/)
  expect(html).toContain('/claims?verdict=not+testable+here')
})

it('lists the verdicts that moved, in words too, and nothing where none did', () => {
  expect(String(<ClaimsMoved moved={moved} />)).toMatch(/partly: .*href="\/claims#folding-precision">folds are found.*20 Dec/)
  expect(String(<ClaimsMoved moved={[]} />)).toBe('')
})
