import { exportFormats, exportPapers, type Paper } from '@offprint/papers'
import { Option } from 'commander'
import { wholeNumber } from '../numbers.ts'
import { addVerb, exitCodes, type Registration } from '../verb.ts'
import { paperRow } from './paper-row.ts'

type Flags = { json?: boolean; format: string; date?: string; limit: number }

export const registerExport: Registration = (program, run) => {
  addVerb(program, 'export [query...]', 'Write the papers of a query, a day or the newest ones in a citation or feed format')
    .addOption(new Option('--format <format>', 'form of the output').choices(Object.keys(exportFormats)).default('bib'))
    .option('--date <day>', 'the feed of this day, YYYY-MM-DD')
    .option('--limit <count>', 'at most so many', wholeNumber(1), 100)
    .action(async (words: string[], flags: Flags) =>
      run(flags, async ({ open, output }) => {
        const { catalogue } = await open()
        const page = { limit: flags.limit }
        const query = words.join(' ')
        const papers: readonly Paper[] = query
          ? (await catalogue.search(query, page)).papers
          : flags.date
            ? (await catalogue.day(flags.date, page)).papers
            : (await catalogue.latest(page)).papers
        if (output.json) for (const paper of papers) output.row(paperRow(paper), '')
        else output.text(exportPapers(papers, flags.format))
        return exitCodes.done
      }),
    )
}
