import { setPriority } from 'node:os'

import { executeJob } from './execute-job.ts'
import type { FromJob, ToJob } from './job.ts'
import { watchForOrphanage } from './orphan-watch.ts'

/**
 * The entry of a run's own process: gets one job by message, sends progress and its end, and goes. A native crash ends this process
 * and nothing else. When the lab is gone there is nobody to tell, so it ends as well.
 */
function main(): void {
  watchForOrphanage()
  const stop = new AbortController()
  const gone = () => process.exit(1)
  process.on('disconnect', gone)
  process.on('message', (message: ToJob) => {
    if (message.type === 'stop') return stop.abort()
    void runJob(message, stop.signal).then(() => {
      process.off('disconnect', gone)
      process.disconnect()
    })
  })
  // Pages come first on a machine with few cores: a nice value of 5 leaves a busy run about a third of a page's share.
  setPriority(5)
}

async function runJob({ job }: ToJob & { type: 'start' }, signal: AbortSignal): Promise<void> {
  const events = {
    onProgress: (progress: Extract<FromJob, { type: 'progress' }>['progress']) => void tell({ type: 'progress', progress }),
    onRow: (row: Extract<FromJob, { type: 'row' }>['row']) => void tell({ type: 'row', row }),
  }
  await tell({ type: 'end', end: await executeJob(job, events, signal) })
}

function tell(message: FromJob): Promise<void> {
  return new Promise((resolve) => process.send!(message, undefined, undefined, () => resolve()))
}

main()
