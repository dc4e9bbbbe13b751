import { setTimeout as delay } from 'node:timers/promises'

/** Resolves when a request may start; the caller gives its place back with the function it gets. Rejects with the signal's reason. */
export type RateLimit = (signal?: AbortSignal) => Promise<() => void>

/** At most `concurrent` requests at once, started at least 60 / `perMinute` seconds apart (no pace where it is left out). First come, first served. */
export function createRateLimit(limits: { readonly concurrent: number; readonly perMinute?: number }): RateLimit {
  const gapMs = limits.perMinute ? 60_000 / limits.perMinute : 0
  const waiting: (() => void)[] = []
  let running = 0
  let nextStart = 0

  // A place goes straight to the next in line: giving it back first would let a newcomer in between.
  const free = () => {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
  return async (signal) => {
    signal?.throwIfAborted()
    if (running >= limits.concurrent) await turn(waiting, signal)
    else running++
    const start = Math.max(performance.now(), nextStart)
    nextStart = start + gapMs
    try {
      await pause(start - performance.now(), signal)
    } catch (error) {
      free()
      throw error
    }
    let held = true
    return () => {
      if (held) free()
      held = false
    }
  }
}

/** Waits `ms`; rejects at once with the signal's own reason when it is aborted. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  if (ms <= 0) return
  await delay(ms, undefined, { signal }).catch((error) => {
    signal?.throwIfAborted()
    throw error
  })
}

function turn(waiting: (() => void)[], signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const start = () => {
      signal?.removeEventListener('abort', leave)
      resolve()
    }
    const leave = () => {
      waiting.splice(waiting.indexOf(start), 1)
      reject(signal?.reason)
    }
    waiting.push(start)
    signal?.addEventListener('abort', leave, { once: true })
  })
}
