import type { Catalogue, Page, PaperList } from '@offprint/papers'
import { wholeNumber } from '../numbers.ts'
import { addVerb, exitCodes, type Registration } from '../verb.ts'
import { paperRow, paperText } from './paper-row.ts'

const pageSize = 500

export const registerPapers: Registration = (program, run) => {
  addVerb(program, 'papers', 'List papers, newest feed day first')
    .option('--date <day>', 'only the feed of this day, YYYY-MM-DD')
    .option('--limit <count>', 'at most so many', wholeNumber(1))
    .action(async (flags: { json?: boolean; date?: string; limit?: number }) =>
      run(flags, async ({ open, output, signal }) => {
        const { catalogue } = await open()
        const limit = flags.limit ?? Number.POSITIVE_INFINITY
        let offset = 0
        while (offset < limit && !signal.aborted) {
          const { papers, total } = await listPage(catalogue, flags.date, { limit: Math.min(pageSize, limit - offset), offset })
          for (const paper of papers) output.row(paperRow(paper), paperText(paper))
          offset += papers.length
          if (papers.length === 0 || offset >= total) break
        }
        if (offset === 0) output.note(flags.date ? `No papers on ${flags.date}.` : 'The catalogue is empty.')
        return signal.aborted ? exitCodes.cancelled : exitCodes.done
      }),
    )
}

function listPage(catalogue: Catalogue, day: string | undefined, page: Page): Promise<PaperList> {
  return day ? catalogue.day(day, page) : catalogue.latest(page)
}
