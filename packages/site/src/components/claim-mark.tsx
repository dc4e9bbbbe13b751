import type { ClaimStanding } from '@offprint/lab'
import { intervalText, quantity, verdictClass, verdictSigns } from './quantity.ts'

/** Beside a line of text; a ledger has room for more. */
const usualWidth = 104
const height = 16
const middle = height / 2

/**
 * The signature of the site: a hairline axis, the paper's figure as an upright stroke, ours as a dot, its interval a thick
 * line in the verdict's colour. Its label says the same in words.
 */
export function ClaimMark({ standing, width = usualWidth }: { readonly standing: ClaimStanding; readonly width?: number }) {
  const place = placeOnAxis(standing, width)
  const { measured, interval, claim } = standing
  return (
    <svg
      class={`mark ${verdictClass(standing.verdict)}`}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={markLabel(standing)}
    >
      <line class="mark-axis" x1="0" x2={width} y1={middle} y2={middle} />
      {interval !== null && <line class="mark-interval" x1={place(interval.low)} x2={place(interval.high)} y1={middle} y2={middle} />}
      {measured !== null && <circle class="mark-ours" cx={place(measured)} cy={middle} r="3.4" />}
      {claim.paper !== null && <line class="mark-paper" x1={place(claim.paper)} x2={place(claim.paper)} y1="1" y2={height - 1} />}
    </svg>
  )
}

/** The verdict as sign and word; `short` shows the sign and leaves the word to those who listen. */
export function VerdictSign({ verdict, short = false }: { readonly verdict: ClaimStanding['verdict']; readonly short?: boolean }) {
  if (verdict === null) return <span class="verdict open">not run yet</span>
  return (
    <span class={`verdict ${verdictClass(verdict)}`}>
      <span aria-hidden="true">{verdictSigns[verdict]}</span> <span class={short ? 'unseen' : ''}>{verdict}</span>
    </span>
  )
}

/** The mark in words: `paper 91.0 %, here 84.2 % (78.1–89.0), partly`. */
export function markLabel({ claim, measured, interval, verdict }: ClaimStanding): string {
  const ours = `here ${quantity(measured, claim.unit)}${interval === null ? '' : ` (${intervalText(interval, claim.unit)})`}`
  return `paper ${quantity(claim.paper, claim.unit)}, ${ours}, ${verdict ?? 'not run yet'}`
}

// The values take the middle third of the axis, so that a difference is seen at the same size whatever the unit; shares stay within 0-1.
function placeOnAxis({ claim, measured, interval }: ClaimStanding, width: number): (value: number) => number {
  const values = [claim.paper, measured, interval?.low, interval?.high].filter((value) => typeof value === 'number')
  if (values.length === 0) return () => width / 2
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const span = Math.max(most - least, Math.abs(most) * 0.1, 1e-9)
  const low = claim.unit === 'share' ? Math.max(0, least - span) : least - span
  const high = claim.unit === 'share' ? Math.min(1, most + span) : most + span
  return (value) => Number((4 + ((value - low) / (high - low)) * (width - 8)).toFixed(1))
}
