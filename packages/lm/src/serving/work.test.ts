import { expect, it } from 'vitest'

import { badRequest } from './api-error.ts'
import type { Job, JobEvent } from './jobs/job.ts'
import type { ModelHost } from './model-host.ts'
import { beginWork, type WorkPlace } from './work.ts'
import { createWorkQueue } from './work-queue.ts'

const never = new AbortController().signal
const job = { kind: 'embed', inputs: ['a'] } as const satisfies Job
const accepted: JobEvent = { type: 'accepted', promptTokens: 3, fingerprint: 'exact-1' }
const vectors: JobEvent = { type: 'vectors', vectors: new Float32Array(2), dimension: 2 }

/** A place whose model does what `run` does: only the order of things is looked at. */
function placeWith(run: ModelHost['run']): WorkPlace {
  const row = { name: 'm', path: '/m', architecture: 'bert' }
  return {
    shelf: { get: async () => ({ row: row as never, installedMs: 0 }), list: async () => [] },
    host: { run, [Symbol.asyncDispose]: async () => undefined },
    queue: createWorkQueue(1),
    now: () => new Date(1000_500),
  }
}

it('waits until the model has accepted, and then gives what comes', async () => {
  const place = placeWith(async (_, __, onEvent) => {
    onEvent(accepted)
    await Promise.resolve()
    onEvent(vectors)
  })
  const { stamp, promptTokens, events } = await beginWork(place, 'm', job, 'embd', never)
  expect(stamp).toEqual({ id: expect.stringMatching(/^embd-/), created: 1000, model: 'm', system_fingerprint: 'exact-1' })
  expect(promptTokens).toBe(3)
  expect(await Array.fromAsync(events)).toEqual([vectors])
})

it('throws what the model refuses before it has accepted, and hands on what fails later', async () => {
  const refusing = placeWith(async () => Promise.reject(badRequest('Too long.')))
  await expect(beginWork(refusing, 'm', job, 'embd', never)).rejects.toThrow('Too long.')
  const failing = placeWith(async (_, __, onEvent) => {
    onEvent(accepted)
    throw new Error('broken')
  })
  const { events } = await beginWork(failing, 'm', job, 'embd', never)
  await expect(Array.fromAsync(events)).rejects.toThrow('broken')
})

it.each([['the reader leaves'], ['the client goes away']])('stops the model when %s', async (how) => {
  const client = new AbortController()
  const { promise: stopped, resolve } = Promise.withResolvers<void>()
  const place = placeWith(async (_, __, onEvent, signal) => {
    onEvent(accepted)
    onEvent(vectors)
    await new Promise<void>((end) => signal.addEventListener('abort', () => end()))
    resolve()
  })
  const { events } = await beginWork(place, 'm', job, 'embd', client.signal)
  if (how === 'the client goes away') client.abort()
  else for await (const _ of events) break
  await stopped
  // The place is free for the next.
  const next = beginWork({ ...place, host: placeWith(async (_, __, onEvent) => onEvent(accepted)).host }, 'm', job, 'embd', never)
  expect((await next).promptTokens).toBe(3)
})

it('holds up nobody where the events are not read', async () => {
  const place = placeWith(async (_, __, onEvent) => {
    onEvent(accepted)
    onEvent(vectors)
  })
  await beginWork(place, 'm', job, 'embd', never)
  await beginWork(place, 'm', job, 'embd', never)
  expect((await beginWork(place, 'm', job, 'embd', never)).promptTokens).toBe(3)
})
