import { setImmediate as breathe } from 'node:timers/promises'

/** At most so often does a run report, however fast it counts: what a reader can follow. */
const reportEveryMs = 80

/**
 * Runs a generator to its end and gives its result; reports its values at most every 80 ms, the last one always. Between values it
 * lets the process hear messages (a generator that only computes would keep a stop from arriving). Throws the signal's reason.
 */
export async function runPaced<T, R>(generator: AsyncGenerator<T, R>, report: (value: T) => void, signal: AbortSignal): Promise<R> {
  let waiting: { readonly value: T } | undefined
  let reportedAt = Number.NEGATIVE_INFINITY
  for (;;) {
    const { done, value } = await generator.next()
    if (done) {
      if (waiting) report(waiting.value)
      return value
    }
    waiting = { value }
    if (performance.now() - reportedAt < reportEveryMs) continue
    report(value)
    waiting = undefined
    reportedAt = performance.now()
    await breathe()
    if (!signal.aborted) continue
    await generator.return(undefined as R)
    throw signal.reason
  }
}
