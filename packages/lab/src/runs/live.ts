import { setTimeout as sleep } from 'node:timers/promises'
import type { Progress } from '@offprint/methods'

/** News of runs within this process, so that a page hears of a step before the table does. */
export interface Live {
  /** The newest progress of a run that this process works on. */
  progress(id: string): Progress | undefined
  /** Notes progress (undefined: the run has ended) and wakes who waits. */
  tell(id: string, progress: Progress | undefined): void
  /** Resolves at the next news of the run, after `ms`, or when the signal fires. */
  wait(id: string, ms: number, signal?: AbortSignal): Promise<void>
}

export function createLive(): Live {
  const newest = new Map<string, Progress>()
  const news = new EventTarget()
  return {
    progress: (id) => newest.get(id),
    tell(id, progress) {
      if (progress) newest.set(id, progress)
      else newest.delete(id)
      news.dispatchEvent(new Event(id))
    },
    async wait(id, ms, signal) {
      const woken = new AbortController()
      const wake = () => woken.abort()
      news.addEventListener(id, wake, { once: true })
      const either = signal ? AbortSignal.any([signal, woken.signal]) : woken.signal
      await sleep(ms, undefined, { signal: either }).catch(() => undefined)
      news.removeEventListener(id, wake)
    },
  }
}
