import { wholeNumber } from '../numbers.ts'
import { addVerb, exitCodes, type Registration } from '../verb.ts'

export const registerWorker: Registration = (program, run) => {
  addVerb(program, 'worker', 'Take queued runs until stopped, without serving pages')
    .option('--concurrency <count>', 'runs at a time', wholeNumber(1), 1)
    .action(async (flags: { json?: boolean; concurrency: number }) =>
      run(flags, async ({ open, output, signal }) => {
        const { lab } = await open()
        output.note('Taking queued runs. Ctrl-C stops after the running step.')
        await lab.work({ signal, concurrency: flags.concurrency })
        return exitCodes.done
      }),
    )
}
