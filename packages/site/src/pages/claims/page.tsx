import type { ClaimStanding } from '@offprint/lab'

import { withQuery } from '../../addresses.ts'
import { ClaimList } from '../../components/claim-table.tsx'
import { Notice } from '../../components/notice.tsx'
import { count } from '../../components/quantity.ts'
import type { Evidence } from '../../evidence.ts'
import type { StandingName } from './route.ts'

type Props = {
  readonly standings: readonly ClaimStanding[]
  readonly ledger: Evidence['ledger']
  readonly verdict: StandingName | undefined
  readonly paperOf: (slug: string) => { readonly href: string; readonly title: string }
}

const filters = ['holds', 'partly', 'fails', 'not testable here', 'not run yet'] as const

/** The ledger: every claim of every paper, also those that fail and those that nobody can test here. */
export function ClaimsPage({ standings, ledger, verdict, paperOf }: Props) {
  return (
    <div>
      <h1 class="page-title">Claims</h1>
      <p class="page-about">
        Each claim with its rule, fixed before anything ran. The stroke is the paper’s figure, the dot ours, the line its interval. What
        fails here is shown as failing, and nothing is ever deleted.
      </p>
      <nav class="claim-filter" aria-label="Claims by verdict">
        <a href="/claims" aria-current={verdict === undefined ? 'page' : undefined}>
          all {count(ledger.claims)}
        </a>
        {filters.map((name) => (
          <a href={withQuery('/claims', { verdict: name })} aria-current={name === verdict ? 'page' : undefined}>
            {name} {count(ledger[name])}
          </a>
        ))}
      </nav>
      {standings.length === 0 ? (
        <Notice title="No claim stands here">
          <p>
            {verdict === undefined ? 'No paper has its claims written down yet.' : `No claim has the verdict “${verdict}”.`}{' '}
            <a href="/claims">All claims</a>
          </p>
        </Notice>
      ) : (
        [...Map.groupBy(standings, ({ slug }) => slug)].map(([slug, claims]) => (
          <section>
            <h2 class="claims-of-paper">
              <a href={paperOf(slug).href}>{paperOf(slug).title}</a>
            </h2>
            <ClaimList standings={claims} />
          </section>
        ))
      )}
    </div>
  )
}
