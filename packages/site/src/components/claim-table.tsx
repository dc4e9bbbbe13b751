import type { ClaimStanding } from '@offprint/lab'

import { runAddress } from '../addresses.ts'
import { shortDay } from '../calendar.ts'
import { ClaimMark, VerdictSign } from './claim-mark.tsx'
import { intervalText, quantity } from './quantity.ts'

/** The claims of one paper beside its page: what is claimed, the paper's figure, ours with its interval, the verdict. */
export function ClaimTable({ standings }: { readonly standings: readonly ClaimStanding[] }) {
  return (
    <table class="claims-short">
      <thead>
        <tr>
          <th scope="col">claim</th>
          <th scope="col" class="figure">
            paper
          </th>
          <th scope="col" class="figure">
            here
          </th>
          <th scope="col">
            <span class="unseen">verdict</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {standings.map(({ claim, kind, measured, interval, verdict }) => (
          <tr>
            <th scope="row">
              {claim.claim}
              <span class="kind">{kind ?? claim.kind ?? 'not testable here'}</span>
            </th>
            <td class="figure">{quantity(claim.paper, claim.unit)}</td>
            <td class="figure">
              {quantity(measured, claim.unit)}
              {interval !== null && <span class="interval">{intervalText(interval, claim.unit)}</span>}
            </td>
            <td>{verdict !== null && <VerdictSign verdict={verdict} short />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Claims in full, one under the other: mark, figures, the rule fixed before the run, where the paper says it, the history. */
export function ClaimList({ standings }: { readonly standings: readonly ClaimStanding[] }) {
  return (
    <ol class="claim-list">
      {standings.map((standing) => (
        <li class="claim" id={`${standing.slug}-${standing.claim.id}`}>
          <div>
            <p class="claim-text">{standing.claim.claim}</p>
            <p class="claim-rule">{ruleText(standing)}</p>
            <Provenance standing={standing} />
          </div>
          <ClaimFigures standing={standing} />
        </li>
      ))}
    </ol>
  )
}

function ClaimFigures({ standing }: { readonly standing: ClaimStanding }) {
  const { claim, kind, measured, interval, n, verdict } = standing
  return (
    <div class="claim-figures">
      <p>
        <span class="kind">{kind ?? claim.kind}</span>
        <VerdictSign verdict={verdict} />
      </p>
      {(measured !== null || claim.paper !== null) && <ClaimMark standing={standing} width={288} />}
      <p>
        {claim.metric}
        {measured !== null && <b> {quantity(measured, claim.unit)}</b>}
        {interval !== null && <span class="quiet"> {intervalText(interval, claim.unit)}</span>}
        {n !== null && n > 0 && <span class="quiet"> n = {n}</span>}
      </p>
      <p class="quiet">
        {claim.paper === null ? 'no figure claimed' : `claimed ${quantity(claim.paper, claim.unit)}`}, {claim.where}
      </p>
    </div>
  )
}

function ruleText({ claim: { rule } }: ClaimStanding): string {
  if ('awaits' in rule) return 'The rule comes with the method, before its first run.'
  return 'wouldTake' in rule ? `To test it: ${rule.wouldTake}` : rule.text
}

function Provenance({ standing: { run, recordedAt, olderCode, history } }: { readonly standing: ClaimStanding }) {
  if (run === null) return null
  return (
    <p class="provenance">
      <a href={runAddress(run)}>run {run}</a>
      {recordedAt !== null && ` · ${shortDay(recordedAt)}`}
      {olderCode && ' · from older code: the method, the engine or the language models have changed since'}
      {history.length > 0 && ` · before: ${history.map((past) => `${past.verdict} (${shortDay(past.recordedAt)})`).join(', ')}`}
    </p>
  )
}
