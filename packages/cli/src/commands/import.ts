import type { ImportReport } from '@offprint/papers'
import { wholeNumber } from '../numbers.ts'
import { addVerb, type Context, exitCodes, type Registration } from '../verb.ts'

type Flags = { json?: boolean; year?: number }

export const registerImport: Registration = (program, run) => {
  addVerb(
    program,
    'import <source...>',
    'Take papers from files (saved page, Hugging Face JSON, arXiv Atom, JSONL, BibTeX), arXiv ids or addresses',
  )
    .option('--year <year>', 'year in which a saved page was saved', wholeNumber(1990))
    .action(async (sources: string[], flags: Flags) =>
      run(flags, async (context) => {
        for (const source of sources) {
          const report = await importOne(context, source, flags)
          context.output.row(report, summary(source, report))
          if (context.signal.aborted) return exitCodes.cancelled
        }
        return exitCodes.done
      }),
    )
}

async function importOne({ open, output, signal }: Context, source: string, flags: Flags): Promise<ImportReport> {
  const { catalogue } = await open()
  const events = catalogue.importFrom(source, { year: flags.year, signal, now: new Date(), allowAnyHost: true })
  let step = await events.next()
  while (!step.done) {
    const event = step.value
    if ('progress' in event) output.progress(event.progress)
    else output.row(event.failed, `failed at ${event.failed.at}: ${event.failed.reason}`)
    step = await events.next()
  }
  return step.value
}

function summary(source: string, { added, changed, unchanged, failed, seconds }: ImportReport): string {
  return `${source}: ${added} added, ${changed} changed, ${unchanged} unchanged, ${failed} failed in ${seconds.toFixed(1)} s`
}
