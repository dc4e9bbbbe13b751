import type { Card, Claim, Verdict } from '@offprint/methods'

import type { ClaimStanding } from '../lab.ts'
import type { LedgerRow } from './queries.ts'

/** The code as it is now: a row of other code is shown as older code. */
export type CodeHashes = { readonly method: string; readonly spine: string }

const sizeOrder = ['smoke', 'small', 'full']

/** Each claim of a card with its standing; `rows` are the ledger's of this paper, oldest first. */
export function standingsOf(card: Card, rows: readonly LedgerRow[], code: CodeHashes): ClaimStanding[] {
  return card.claims.map((claim) =>
    standingOf(
      card.slug,
      claim,
      rows.filter((row) => row.claim === claim.id),
      code,
    ),
  )
}

/** The newest row of the largest size counts: a smoke run seconds long does not overrule a small one. */
function standingOf(slug: string, claim: Claim, rows: readonly LedgerRow[], code: CodeHashes): ClaimStanding {
  const row = rows.toSorted((a, b) => sizeOrder.indexOf(a.size ?? '') - sizeOrder.indexOf(b.size ?? '')).at(-1)
  const common = { slug, claim, kind: claim.kind, history: rows.filter((earlier) => earlier !== row).map(historyOf) }
  if (!row) return { ...common, ...unmeasured, verdict: 'wouldTake' in claim.rule ? 'not testable here' : null }
  return {
    ...common,
    measured: row.measured,
    interval: row.interval === null ? null : JSON.parse(row.interval),
    n: row.n,
    verdict: row.verdict as Verdict,
    run: row.run,
    recordedAt: row.recorded_at,
    olderCode: row.code_method !== code.method || row.code_spine !== code.spine,
  }
}

const unmeasured = { measured: null, interval: null, n: null, run: null, recordedAt: null, olderCode: false } as const

function historyOf(row: LedgerRow): ClaimStanding['history'][number] {
  return { verdict: row.verdict as Verdict, measured: row.measured, run: row.run, recordedAt: row.recorded_at }
}

/** Claims whose verdict changed at their last run, or that got their first one; newest first. */
export function movedClaims(standings: readonly ClaimStanding[], limit: number): ClaimStanding[] {
  return standings
    .filter((standing) => standing.recordedAt !== null && standing.history.at(-1)?.verdict !== standing.verdict)
    .toSorted((a, b) => (a.recordedAt! < b.recordedAt! ? 1 : a.recordedAt! > b.recordedAt! ? -1 : 0))
    .slice(0, limit)
}
