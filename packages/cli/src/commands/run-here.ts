import type { Lab, Run } from '@offprint/lab'
import { type Context, type ExitCode, exitCodes } from '../verb.ts'

/**
 * Follows a queued run to its end while this process works the queue for it (its own leased worker).
 * Ctrl-C sets the stop flag and waits for the step to end.
 */
export async function runHere({ output, signal }: Context, lab: Lab, id: string): Promise<Run> {
  const working = lab.work({ only: id })
  const stop = () => void lab.cancel(id)
  signal.addEventListener('abort', stop, { once: true })
  let last: Run | undefined
  try {
    for await (const run of lab.follow(id)) {
      last = run
      if (run.state === 'queued' && run.place !== null && run.place > 1) output.note(`Waiting: place ${run.place} in the queue.`)
      if (run.progress) output.progress(run.progress)
    }
    await working
  } finally {
    signal.removeEventListener('abort', stop)
  }
  if (!last) throw new Error(`Run ${id} vanished before it began: start it again.`)
  return last
}

/** The exit code of a run that has ended, with its reason said. */
export function endOf({ output, signal }: Context, run: Run): ExitCode {
  if (run.state === 'done') return exitCodes.done
  if (run.state === 'cancelled' || signal.aborted) {
    output.note('Cancelled.')
    return exitCodes.cancelled
  }
  output.note(run.error ?? `The run ended ${run.state}.`)
  return exitCodes.failed
}
