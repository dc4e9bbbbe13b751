import type { ClaimStanding } from '@offprint/lab'
import { formatFigure } from '../numbers.ts'
import { addVerb, exitCodes, type Registration } from '../verb.ts'

export const registerClaims: Registration = (program, run) => {
  addVerb(program, 'claims [slug]', "Every claim with the paper's figure, ours, and the verdict").action(
    async (slug: string | undefined, flags: { json?: boolean }) =>
      run(flags, async ({ open, output }) => {
        const { lab } = await open()
        for (const standing of await lab.claims(slug)) output.row(claimRow(standing), claimText(standing))
        return exitCodes.done
      }),
  )
}

/** Names are fixed (DESIGN.md, Command). */
function claimRow({ slug, claim, measured, interval, n, kind, verdict, run }: ClaimStanding) {
  return { slug, claim: claim.id, metric: claim.metric, unit: claim.unit, paper: claim.paper, measured, interval, n, kind, verdict, run }
}

const marks = { holds: '✓ holds', partly: '≈ partly', fails: '✕ fails', 'not testable here': '· not testable here' } as const

function claimText({ slug, claim, measured, interval, verdict }: ClaimStanding): string {
  const ours =
    measured === null
      ? '–'
      : `${formatFigure(measured)}${interval ? ` [${formatFigure(interval.low)}, ${formatFigure(interval.high)}]` : ''}`
  return `${slug}  ${claim.claim}\n    ${claim.metric} (${claim.unit}): paper ${claim.paper === null ? '–' : formatFigure(claim.paper)}, here ${ours}  ${verdict ? marks[verdict] : 'not measured yet'}`
}
