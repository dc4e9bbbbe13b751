import type { Card, Claim, Figure } from '@offprint/methods'

import type { Result } from '../lab.ts'

/**
 * The verdicts that one run of an experiment gives, by the card's rules: only claims that this experiment decides, and only where
 * its figures suffice (a claim left out keeps its earlier verdict).
 */
export function judgeClaims(card: Card, experiment: string, figures: readonly Figure[]): Result['claims'] {
  const lookup = (id: string) => figures.find((figure) => figure.id === id)
  return card.claims.flatMap((claim: Claim) => {
    const { rule } = claim
    if (!('experiment' in rule) || rule.experiment !== experiment) return []
    const verdict = rule.decide(lookup)
    return verdict ? [{ id: claim.id, paper: claim.paper, measured: lookup(rule.figure)?.value ?? null, verdict }] : []
  })
}
