import { expect, it } from 'vitest'
import { loadEvidence } from './evidence.ts'
import { listLab } from './testing/lab.ts'
import { standing } from './testing/standing.ts'

const claim = (id: string, given: Parameters<typeof standing>[0]) => {
  const one = standing(given)
  return { ...one, claim: { ...one.claim, id } }
}

it('leads with the first claim that has a measured figure', async () => {
  const lab = {
    ...listLab(),
    claims: async () => [
      claim('open', { paper: 1, measured: null, verdict: null }),
      claim('untestable', { paper: 1, measured: null, verdict: 'not testable here' }),
      claim('measured', { paper: 1, measured: 0.9, verdict: 'fails' }),
    ],
  }
  const evidence = await loadEvidence({ lab })
  expect(evidence.lead('folding')?.claim.id).toBe('measured')
  expect(evidence.lead('unknown')).toBeUndefined()
  expect(evidence.ledger).toMatchObject({ claims: 3, fails: 1, 'not testable here': 1, 'not run yet': 1, holds: 0 })
})

it('asks what a try costs of methods that run, and of no others', async () => {
  const evidence = await loadEvidence({ lab: listLab() })
  expect([evidence.trySeconds('folding'), evidence.trySeconds('binding')]).toEqual([12, null])
  expect(evidence.method('binding')?.runnable).toBe(false)
  expect(evidence.method(null)).toBeUndefined()
})
