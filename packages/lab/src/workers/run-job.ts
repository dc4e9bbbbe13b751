import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

import type { FromJob, Job, JobEnd, JobEvents, ToJob } from './job.ts'

/** Source files end in `.ts`, published ones in `.js`: the entry ends as this file does. */
const entry = new URL(`./job-process${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url)

/** How much of a dying process's last words is kept. */
const lastWordsLength = 2_000

/**
 * Runs a job in a process of its own and says how it ended. When the signal fires the job is asked to stop, and killed where it has
 * not after the grace time (milliseconds, asked for at that moment).
 */
export async function runJob(job: Job, events: JobEvents, signal: AbortSignal, graceMs: () => number): Promise<JobEnd> {
  if (signal.aborted) return { end: 'stopped' }
  const child = fork(entry, [], {
    execArgv: [],
    env: environmentOf(job),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
  const ended = endOf(child, events, signal)
  let killer: NodeJS.Timeout | undefined
  const stop = () => {
    send(child, { type: 'stop' })
    killer = setTimeout(() => child.kill('SIGKILL'), graceMs())
  }
  signal.addEventListener('abort', stop, { once: true })
  send(child, { type: 'start', job })
  try {
    return await ended
  } finally {
    clearTimeout(killer)
    signal.removeEventListener('abort', stop)
    child.kill('SIGKILL')
  }
}

/** Node keeps the compiled code of a run's process, so that the next one starts in half the time. */
function environmentOf({ settings: { places } }: Job): NodeJS.ProcessEnv {
  return places.cache ? { NODE_COMPILE_CACHE: join(places.cache, 'compiled'), ...process.env } : process.env
}

/** Resolves with the job's own word, or with a crash when its process is gone without one. */
function endOf(child: ChildProcess, { onProgress, onRow }: JobEvents, signal: AbortSignal): Promise<JobEnd> {
  let lastWords = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-lastWordsLength)
  })
  return new Promise((resolve) => {
    child.on('message', (message: FromJob) => {
      if (message.type === 'progress') onProgress(message.progress)
      else if (message.type === 'row') onRow?.(message.row)
      else resolve(message.end)
    })
    child.on('error', (error) => resolve({ end: 'crashed', error: `The run's process did not start: ${error.message}` }))
    child.on('close', (code, killedBy) =>
      resolve(signal.aborted ? { end: 'stopped' } : { end: 'crashed', error: crashWords(code, killedBy, lastWords) }),
    )
  })
}

function crashWords(code: number | null, killedBy: string | null, lastWords: string): string {
  const how = killedBy ? `was ended by ${killedBy}` : `ended with code ${code}`
  const detail = lastWords.trim().split('\n').at(-1)
  return `The run's process ${how} before it had a result${detail ? ` (${detail})` : ''}.`
}

/** A process that is gone cannot be told; its end is heard by `close`. */
function send(child: ChildProcess, message: ToJob): void {
  if (child.connected) child.send(message, () => undefined)
}
