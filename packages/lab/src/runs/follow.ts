import type { Run } from '../lab.ts'
import { countBefore, type Db } from '../queue/queries.ts'
import type { Live } from './live.ts'
import { findRunRow } from './queries.ts'
import { runFromRow } from './run-from-row.ts'

/** How long news from another process may take; those of this one come at once. */
const lookEveryMs = 150

/** A run by its id, with its place while it waits and the newest progress while it runs. */
export async function findRun(db: Db, live: Live, id: string): Promise<Run | undefined> {
  const row = await findRunRow(db, id)
  if (!row) return undefined
  const run = runFromRow(row, row.state === 'queued' ? 1 + (await countBefore(db, row)) : null)
  return run.state === 'running' ? { ...run, progress: live.progress(id) ?? run.progress } : run
}

/** The run whenever it changes, until it has ended, is deleted, or the signal fires; the first value comes at once. */
export async function* follow(db: Db, live: Live, id: string, signal?: AbortSignal): AsyncGenerator<Run, void> {
  let seen = ''
  while (!signal?.aborted) {
    const run = await findRun(db, live, id)
    if (!run) return
    const now = JSON.stringify([run.state, run.place, run.progress])
    if (now !== seen) yield run
    seen = now
    if (run.state !== 'queued' && run.state !== 'running') return
    await live.wait(id, lookEveryMs, signal)
  }
}
