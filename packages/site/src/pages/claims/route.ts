import type { ClaimStanding } from '@offprint/lab'

import { paperAddress, withQuery } from '../../addresses.ts'
import { Problem, quoted } from '../../problem.ts'
import type { PageRoute } from '../../send-page.ts'
import type { Site } from '../../site.ts'
import { ClaimsPage } from './page.tsx'

/** What the ledger can be narrowed to, by the words of the counts beside the feed. */
export const standingNames = ['holds', 'partly', 'fails', 'not testable here', 'not run yet'] as const
export type StandingName = (typeof standingNames)[number]

/** `/claims?verdict=`: the ledger, what was measured first, the newest of it at the top. */
export function claimsRoute(site: Site): PageRoute {
  return async (c) => {
    const verdict = readVerdict(c.req.query('verdict'))
    const [evidence, claims, papers] = await Promise.all([site.evidence(), site.lab.claims(), site.catalogue.withCards()])
    const idOf = new Map(papers.map(({ slug, id }) => [slug, id]))
    const shown = claims.filter((standing) => verdict === undefined || nameOf(standing) === verdict).toSorted(newestMeasuredFirst)
    const paperOf = (slug: string) => ({
      href: paperAddress(idOf.get(slug) ?? evidence.method(slug)?.card.arxivId ?? slug, 'claims'),
      title: evidence.method(slug)?.card.title ?? slug,
    })
    return {
      title: verdict === undefined ? 'Claims' : `Claims: ${verdict}`,
      description: 'Every claim of every paper with its evidence, the paper’s figure and the measured one. Nothing is ever deleted.',
      address: withQuery('/claims', { verdict }),
      current: 'claims',
      body: ClaimsPage({ standings: shown, ledger: evidence.ledger, verdict, paperOf }),
    }
  }
}

function nameOf({ verdict }: ClaimStanding): StandingName {
  return verdict ?? 'not run yet'
}

function newestMeasuredFirst(one: ClaimStanding, other: ClaimStanding): number {
  return rank(one) - rank(other) || (other.recordedAt ?? '').localeCompare(one.recordedAt ?? '')
}

// What was measured, what can be, what cannot.
function rank({ measured, verdict }: ClaimStanding): number {
  if (measured !== null) return 0
  return verdict === null ? 1 : 2
}

function readVerdict(given: string | undefined): StandingName | undefined {
  if (given === undefined || given === '') return undefined
  const name = standingNames.find((one) => one === given)
  if (name === undefined) throw new Problem(400, `${quoted(given)} is no verdict.`, `Verdicts are ${standingNames.join(', ')}.`)
  return name
}
