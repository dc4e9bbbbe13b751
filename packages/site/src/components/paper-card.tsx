import type { ListedPaper, Paper } from '@offprint/papers'
import type { Child } from 'hono/jsx'

import { paperAddress } from '../addresses.ts'
import { monthName } from '../calendar.ts'
import type { Evidence } from '../evidence.ts'
import { ClaimMark, VerdictSign } from './claim-mark.tsx'
import { MathText, shorten } from './math-text.tsx'
import { counted, duration, quantity } from './quantity.ts'

const summaryLength = 300

type Props = {
  readonly paper: Paper
  readonly evidence: Evidence
  readonly why?: ListedPaper['why']
  /** The first of its list is set larger. */
  readonly lead?: boolean
  /** Takes the summary's place: a passage with the words that were sought. */
  readonly passage?: Child
}

/** A paper in a list: votes in the gutter; where from, title, summary; one line of evidence; then what can be done. */
export function PaperCard({ paper, evidence, why, lead = false, passage }: Props) {
  return (
    <article class={lead ? 'paper lead' : 'paper'}>
      <Votes count={paper.upvotes} />
      <div>
        <p class="paper-from">{originLine(paper)}</p>
        <h3>
          <a href={paperAddress(paper.id)}>
            <MathText text={paper.title} />
          </a>
        </h3>
        <p class="paper-summary">{passage ?? <MathText text={summaryOf(paper, evidence)} />}</p>
        <EvidenceLine paper={paper} evidence={evidence} />
        <Doings paper={paper} evidence={evidence} why={why} />
      </div>
    </article>
  )
}

/** `ETH Zürich · 4 authors · May 2023`; `by` names the first authors instead of counting them. */
export function originLine(paper: Paper): string {
  const people = paper.authorCount === 0 ? undefined : counted(paper.authorCount, 'author')
  const published = paper.publishedAt === null ? undefined : monthName(paper.publishedAt)
  return [paper.organization ?? undefined, people, published].filter(Boolean).join(' · ')
}

function Votes({ count }: { readonly count: number }) {
  if (count === 0) return <p class="votes" />
  return (
    <p class="votes">
      <b>{count}</b> {count === 1 ? 'vote' : 'votes'}
    </p>
  )
}

function summaryOf(paper: Paper, evidence: Evidence): string {
  return evidence.method(paper.slug)?.card.summary ?? shorten(paper.abstract, summaryLength)
}

function EvidenceLine({ paper, evidence }: Pick<Props, 'paper' | 'evidence'>) {
  const lead = evidence.lead(paper.slug)
  if (lead === undefined) return null
  return (
    <p class="evidence">
      <span class="kind">{lead.kind}</span>
      <ClaimMark standing={lead} />
      <span>
        {lead.claim.metric} <b>{quantity(lead.measured, lead.claim.unit)}</b>{' '}
        {lead.claim.paper !== null && <span class="quiet">claimed {quantity(lead.claim.paper, lead.claim.unit)}</span>}{' '}
        <VerdictSign verdict={lead.verdict} />
      </span>
    </p>
  )
}

function Doings({ paper, evidence, why }: Pick<Props, 'paper' | 'evidence' | 'why'>) {
  const claims = evidence.standings(paper.slug).length
  const seconds = paper.runnable && paper.slug !== null ? evidence.trySeconds(paper.slug) : null
  return (
    <div class="doings">
      {paper.runnable && (
        <a class="run-it" href={paperAddress(paper.id, 'try')}>
          Run it
        </a>
      )}
      {seconds !== null && <span>{duration(seconds)}</span>}
      {paper.slug !== null && !paper.runnable && <span>not yet runnable</span>}
      {claims > 0 && (
        <a class="quiet" href={paperAddress(paper.id, 'claims')}>
          {counted(claims, 'claim')}
        </a>
      )}
      {paper.commentCount > 0 && <span>{counted(paper.commentCount, 'comment')}</span>}
      {why !== undefined && <WhyHere why={why} />}
    </div>
  )
}

function WhyHere({ why }: { readonly why: ListedPaper['why'] }) {
  return (
    <details class="why">
      <summary>why here?</summary>
      <p>{why.text}</p>
      {why.terms.length > 0 && (
        <table>
          <tbody>
            {why.terms.map((term) => (
              <tr>
                <th scope="row">{term.name}</th>
                <td class="figure">{quantity(term.value, 'points')}</td>
                <td>{term.because}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  )
}
