import { wholeNumber } from '../numbers.ts'
import { addVerb, exitCodes, type Registration } from '../verb.ts'
import { paperRow, paperText } from './paper-row.ts'

export const registerSearch: Registration = (program, run) => {
  addVerb(program, 'search <query...>', 'Search titles, abstracts and authors; filters: after: before: author: category:')
    .option('--limit <count>', 'at most so many (default 20)', wholeNumber(1), 20)
    .action(async (words: string[], flags: { json?: boolean; limit: number }) =>
      run(flags, async ({ open, output }) => {
        const { catalogue } = await open()
        const answer = await catalogue.search(words.join(' '), { limit: flags.limit })
        for (const paper of answer.papers) {
          const { score, snippet } = paper
          output.row({ ...paperRow(paper), score, snippet: plainMarks(snippet) }, `${paperText(paper)}\n    ${terminalMarks(snippet)}`)
        }
        if (answer.droppedWords.length > 0)
          output.note(`Left out, because they stand in over half of the papers: ${answer.droppedWords.join(', ')}.`)
        if (answer.papers.length === 0) output.note('No paper matches. Try fewer words, or drop a filter.')
        return exitCodes.done
      }),
    )
}

/** U+0002 and U+0003 mark a match inside the rooms; outside, ** does. */
function plainMarks(snippet: string): string {
  return snippet.replaceAll('\u0002', '**').replaceAll('\u0003', '**')
}

function terminalMarks(snippet: string): string {
  return snippet.replaceAll('\u0002', '\x1b[1m').replaceAll('\u0003', '\x1b[22m')
}
