import { ApiError } from './api-error.ts'

/** Runs one piece of work at a time, in the order in which they came. */
export interface WorkQueue {
  /** Runs `work` when its turn comes. Throws ApiError 429 where too many wait already, and the signal's reason where it fires before the turn. */
  run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>
}

/** Before anything was measured: about a paragraph of a small model. */
const firstGuessSeconds = 5
/** Weight of the last piece of work in the mean. */
const newShare = 0.2

/** A queue in which `limit` pieces of work may wait beside the one that runs. `now` is in seconds. */
export function createWorkQueue(limit: number, now: () => number = () => performance.now() / 1000): WorkQueue {
  const waiting: (() => void)[] = []
  let busy = false
  let meanSeconds = firstGuessSeconds
  return {
    async run(work, signal) {
      signal.throwIfAborted()
      if (busy) await turn(signal)
      busy = true
      const start = now()
      try {
        return await work()
      } finally {
        meanSeconds += newShare * (now() - start - meanSeconds)
        const next = waiting.shift()
        if (next) next()
        else busy = false
      }
    },
  }

  function turn(signal: AbortSignal): Promise<void> {
    if (waiting.length >= limit) throw tooMany(waiting.length, Math.max(1, Math.ceil(meanSeconds * (waiting.length + 1))))
    return new Promise((resolve, reject) => {
      const leave = () => {
        waiting.splice(waiting.indexOf(begin), 1)
        reject(signal.reason)
      }
      const begin = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      signal.addEventListener('abort', leave, { once: true })
      waiting.push(begin)
    })
  }
}

function tooMany(waiting: number, seconds: number): ApiError {
  const message = `${waiting} requests wait for the model already. Come back in about ${seconds} seconds.`
  return new ApiError({ status: 429, message, type: 'rate_limit_error', code: 'queue_full', param: null, retryAfterSeconds: seconds })
}
