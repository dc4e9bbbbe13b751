import { type ChildProcess, fork } from 'node:child_process'
import { on, once } from 'node:events'

import { ApiError } from './api-error.ts'
import type { FromModel, Job, JobEvent, ModelPlace, ToModel } from './jobs/job.ts'

/** One model at a time in a process of its own: the server's never blocks, a crash ends nothing else, and the memory of the last model comes back. */
export interface ModelHost extends AsyncDisposable {
  /**
   * Runs a job; a model that is not the last one is loaded first. One job at a time: the caller waits for the end. Throws ApiError, and the signal's
   * reason when it fires; the job has ended by then.
   */
  run(place: ModelPlace, job: Job, onEvent: (event: JobEvent) => void, signal: AbortSignal): Promise<void>
}

/** Source files end in `.ts`, published ones in `.js`: the entry ends as this file does. */
const entry = new URL(`./model-process${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url)

/** A step under way is waited for; one over a long prompt may take seconds, and the server should be gone sooner. */
const closingMs = 1_000

/** How much of a dying process's last words is kept. */
const lastWordsLength = 2_000

type Opened = { readonly place: ModelPlace; readonly child: ChildProcess; lastWords: string }

export function createModelHost(): ModelHost {
  let opened: Opened | undefined
  return {
    async run(place, job, onEvent, signal) {
      signal.throwIfAborted()
      if (opened && !isSamePlace(opened.place, place)) await close()
      opened ??= open(place)
      try {
        await runJob(opened, { type: 'run', place, job }, onEvent, signal)
      } finally {
        if (opened && !isAlive(opened.child)) opened = undefined
      }
    },
    [Symbol.asyncDispose]: close,
  }

  async function close(): Promise<void> {
    if (!opened) return
    const { child } = opened
    opened = undefined
    if (!isAlive(child)) return
    const gone = once(child, 'exit')
    child.disconnect()
    const killer = setTimeout(() => child.kill('SIGKILL'), closingMs)
    await gone
    clearTimeout(killer)
  }
}

function isSamePlace(a: ModelPlace, b: ModelPlace): boolean {
  return a.path === b.path && a.name === b.name && a.sha256 === b.sha256
}

function isAlive({ connected, pid }: ChildProcess): boolean {
  return connected && pid !== undefined
}

function open(place: ModelPlace): Opened {
  const child = fork(entry, [], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced' })
  const opened: Opened = { place, child, lastWords: '' }
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    opened.lastWords = (opened.lastWords + text).slice(-lastWordsLength)
  })
  // One that cannot be started or told is heard of by its end; without a listener Node would end the server.
  child.on('error', () => undefined)
  return opened
}

async function runJob(opened: Opened, job: ToModel, onEvent: (event: JobEvent) => void, signal: AbortSignal): Promise<void> {
  const { child } = opened
  const stop = () => send(child, { type: 'stop' })
  const messages = on(child, 'message', { close: ['close'] })
  signal.addEventListener('abort', stop, { once: true })
  send(child, job)
  try {
    for await (const [message] of messages as AsyncIterable<[FromModel]>) {
      if (message.type === 'failed') throw new ApiError(message.failure)
      if (message.type === 'end') return signal.throwIfAborted()
      onEvent(message.event)
    }
    throw crash(opened)
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function send(child: ChildProcess, message: ToModel): void {
  if (child.connected) child.send(message, () => undefined)
}

function crash({ child: { exitCode, signalCode }, place, lastWords }: Opened): ApiError {
  const how = signalCode ? ` by ${signalCode}` : exitCode === null ? '' : ` with code ${exitCode}`
  const detail = lastWords.trim().split('\n').at(-1)
  const message = `The process of ${place.name} ended${how} before it had answered${detail ? ` (${detail})` : ''}. Ask again: it is started anew.`
  return new ApiError({ status: 500, message, type: 'server_error', code: 'model_ended', param: null })
}
