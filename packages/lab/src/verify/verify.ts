import type { Progress } from '@offprint/methods'

import type { VerifyRow } from '../lab.ts'
import type { LabParts } from '../lab-parts.ts'
import { runJob } from '../workers/run-job.ts'

export type VerifyEvent = { readonly progress: Progress } | { readonly row: VerifyRow }

/**
 * Makes every replay and exact figure of the methods named (default: all) again, each method in a process of its own. A method
 * whose process dies gives a row that says so for each check that it still owed.
 */
export async function* verify(parts: LabParts, slugs: readonly string[], signal?: AbortSignal): AsyncGenerator<VerifyEvent, void> {
  const chosen = slugs.length ? slugs.map((slug) => parts.method(slug)) : [...parts.methods.values()]
  for (const { entry, module } of chosen) {
    if (signal?.aborted) return
    const owed = new Map((module?.checks ?? []).map((check) => [check.name, check]))
    if (!owed.size) continue
    for await (const event of eventsOf(parts, entry.slug, signal ?? new AbortController().signal)) {
      if ('row' in event) owed.delete(event.row.check)
      if (!('failed' in event)) yield event
      else
        for (const { name, kind, unit, expected, tolerance } of owed.values())
          yield {
            row: { slug: entry.slug, check: name, kind, unit, expected, tolerance, measured: null, holds: false, reason: event.failed },
          }
    }
  }
}

/** A job's calls as a sequence; its last value says what failed, where something did. */
async function* eventsOf(
  parts: LabParts,
  slug: string,
  signal: AbortSignal,
): AsyncGenerator<VerifyEvent | { readonly failed: string }, void> {
  const waiting: (VerifyEvent | { readonly failed: string })[] = []
  let wake = () => {}
  const push = (event: (typeof waiting)[number]) => {
    waiting.push(event)
    wake()
  }
  const job = { work: { kind: 'verify' as const, slug }, model: null, settings: parts.settings }
  const stop = new AbortController()
  const events = { onProgress: (progress: Progress) => push({ progress }), onRow: (row: VerifyRow) => push({ row }) }
  let ended = false
  const running = runJob(job, events, AbortSignal.any([signal, stop.signal]), () => parts.pace.graceMs).then((end) => {
    ended = true
    if ('error' in end) push({ failed: end.error })
    wake()
  })
  try {
    while (!ended || waiting.length) {
      const event = waiting.shift()
      if (event) yield event
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  } finally {
    // A reader that leaves early takes the process with it.
    stop.abort()
    await running
  }
}
