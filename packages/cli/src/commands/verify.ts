import type { VerifyRow } from '@offprint/lab'
import { formatFigure } from '../numbers.ts'
import { addVerb, exitCodes, type Registration } from '../verb.ts'

export const registerVerify: Registration = (program, run) => {
  addVerb(program, 'verify [slug...]', 'Make every replay and exact figure again; exit 1 where one no longer holds').action(
    async (slugs: string[], flags: { json?: boolean }) =>
      run(flags, async ({ open, output, signal }) => {
        const { lab } = await open()
        const counts = { holds: 0, broken: 0, open: 0 }
        for await (const event of lab.verify(slugs, signal)) {
          if ('progress' in event) {
            output.progress(event.progress)
            continue
          }
          counts[event.row.holds === null ? 'open' : event.row.holds ? 'holds' : 'broken']++
          output.row(event.row, rowText(event.row))
        }
        if (signal.aborted) return exitCodes.cancelled
        output.text(`${counts.holds} hold, ${counts.broken} do not, ${counts.open} could not be made here`)
        return counts.broken > 0 ? exitCodes.failed : exitCodes.done
      }),
  )
}

function rowText({ slug, check, expected, measured, tolerance, holds, reason, unit }: VerifyRow): string {
  const mark = holds === null ? '·' : holds ? '✓' : '✕'
  const figures =
    measured === null ? reason : `${formatFigure(measured)} ${unit}, expected ${expected} ± ${tolerance}${reason ? ` (${reason})` : ''}`
  return `${mark} ${slug}  ${check}: ${figures}`
}
