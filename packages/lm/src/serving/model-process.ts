import { setImmediate } from 'node:timers/promises'

import { failureOf } from './api-error.ts'
import type { FromModel, ToModel } from './jobs/job.ts'
import { type OpenedModel, openModel } from './jobs/opened-model.ts'

/**
 * The entry of a model's own process: it holds one model, gets jobs by message, one at a time, and sends what they yield. A run of the runtime blocks
 * it, so that messages are read between the tokens. When the server is gone the job under way is stopped, and the process ends.
 */
function main(): void {
  let model: OpenedModel | undefined
  let running = new AbortController()
  process.on('message', (message: ToModel) => {
    if (message.type === 'stop') return running.abort()
    running = new AbortController()
    model ??= openModel(message.place)
    void answer(model, message, running.signal).then(send)
  })
  process.on('disconnect', () => running.abort())
  // Ctrl-C reaches every process of the terminal: the server says when this one ends.
  process.on('SIGINT', () => undefined)
}

async function answer(model: OpenedModel, { job }: ToModel & { type: 'run' }, signal: AbortSignal): Promise<FromModel> {
  try {
    for await (const event of model.run(job, signal)) {
      send({ type: 'event', event })
      await setImmediate()
    }
    return { type: 'end' }
  } catch (error) {
    return signal.aborted ? { type: 'end' } : { type: 'failed', failure: failureOf(error) }
  }
}

/** A server that is gone cannot be told. */
function send(message: FromModel): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
}

main()
