import type { ClaimStanding } from '@offprint/lab'

import { shortDay } from '../calendar.ts'
import type { Evidence } from '../evidence.ts'
import { count, verdictClass, verdictSigns } from './quantity.ts'

const rows = [
  ['claims', 'claims', '/claims'],
  ['holds', 'hold', '/claims?verdict=holds'],
  ['partly', 'partly', '/claims?verdict=partly'],
  ['fails', 'fail', '/claims?verdict=fails'],
  ['not testable here', 'not testable here', '/claims?verdict=not+testable+here'],
  ['not run yet', 'not run yet', '/claims?verdict=not+run+yet'],
] as const

/** How many claims stand where. */
export function LedgerCounts({ ledger }: { readonly ledger: Evidence['ledger'] }) {
  return (
    <section class="side-part">
      <h2>Ledger</h2>
      <ul class="ledger-counts">
        {rows.map(([name, text, href]) => (
          <li>
            <a href={href}>{text}</a> <span class="figure">{count(ledger[name])}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The claims whose verdict changed last; nothing where there is none. */
export function ClaimsMoved({ moved }: { readonly moved: readonly ClaimStanding[] }) {
  if (moved.length === 0) return null
  return (
    <section class="side-part">
      <h2>Verdicts that moved</h2>
      <ul class="moved">
        {moved.map(({ slug, claim, verdict, recordedAt }) => (
          <li>
            {verdict !== null && (
              <span class={`verdict ${verdictClass(verdict)}`}>
                <span aria-hidden="true">{verdictSigns[verdict]}</span>
                <span class="unseen">{verdict}: </span>
              </span>
            )}
            <a href={`/claims#${slug}-${claim.id}`}>{claim.claim}</a>
            {recordedAt !== null && <time datetime={recordedAt}>{shortDay(recordedAt).replace(/ \d{4}$/, '')}</time>}
          </li>
        ))}
      </ul>
    </section>
  )
}
