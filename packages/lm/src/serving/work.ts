import { randomUUID } from 'node:crypto'

import type { Job, JobEvent } from './jobs/job.ts'
import type { ModelHost } from './model-host.ts'
import type { Shelf } from './shelf.ts'
import type { WorkQueue } from './work-queue.ts'

/** A job that was accepted, and what it yields. Leaving the events before their end stops it. */
export type Work = {
  /** Fields that every answer and every chunk of it has. */
  readonly stamp: { readonly id: string; readonly created: number; readonly model: string; readonly system_fingerprint: string }
  readonly promptTokens: number
  readonly events: AsyncIterable<Exclude<JobEvent, { type: 'accepted' }>>
}

export type WorkPlace = { readonly shelf: Shelf; readonly host: ModelHost; readonly queue: WorkQueue; readonly now: () => Date }

/**
 * Puts a job in the queue and waits until the model has accepted it. It runs whether or not its events are read, so that a client that has gone away
 * silently holds up nobody. Throws ApiError, and the signal's reason.
 */
export async function beginWork(place: WorkPlace, model: string, job: Job, kind: string, signal: AbortSignal): Promise<Work> {
  const { shelf, host, queue, now } = place
  const { row } = await shelf.get(model)
  const abandoned = new AbortController()
  const either = AbortSignal.any([signal, abandoned.signal])
  const stream = new ReadableStream<JobEvent>({
    start(controller) {
      const done = queue.run(() => host.run(row, job, (event) => either.aborted || controller.enqueue(event), either), either)
      done.then(
        () => abandoned.signal.aborted || controller.close(),
        (error) => controller.error(error),
      )
    },
    cancel: () => abandoned.abort(),
  })
  const reader = stream.getReader()
  const { value } = await reader.read()
  reader.releaseLock()
  if (value?.type !== 'accepted') throw new TypeError(`a job began with ${value?.type}`)
  const created = Math.floor(now().getTime() / 1000)
  const stamp = { id: `${kind}-${randomUUID()}`, created, model, system_fingerprint: value.fingerprint }
  return { stamp, promptTokens: value.promptTokens, events: stream as AsyncIterable<never> }
}
