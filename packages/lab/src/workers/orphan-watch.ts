import { Worker } from 'node:worker_threads'

/** How often the watch looks: an orphan lives so long at most. */
const lookEveryMs = 1_000

/**
 * Ends this process when its parent is gone, also while the main thread computes and hears nothing: a run whose lab was killed
 * would else burn a core for ever. The watch is a thread of a few lines and keeps no process alive.
 */
export function watchForOrphanage(): void {
  const code = `const parent = process.ppid
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL') }, ${lookEveryMs})`
  new Worker(code, { eval: true, execArgv: [], stdin: false }).unref()
}
