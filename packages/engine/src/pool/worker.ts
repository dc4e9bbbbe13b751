import { parentPort, workerData } from 'node:worker_threads'

import type { JobFunction, Order, Report, ReportedError, Stop } from './job.ts'
import { SharedFlags } from './shared-flags.ts'

// The thread of a pool's worker. Guarded sessions find the same flags: see backends/guarded-node.ts.
const flags = new SharedFlags(workerData.engineFlags)
const stop: Stop = {
  get isRequested() {
    return flags.isStopRequested
  },
}

parentPort?.on('message', async (order: Order) => {
  report(await perform(order).catch((error) => ({ kind: 'error', error: describe(error) }) as const))
})

async function perform({ module, name, argument }: Order): Promise<Report> {
  const exported: Record<string, unknown> = await import(module)
  const job = exported[name] as JobFunction<unknown, unknown, unknown>
  if (typeof job !== 'function') throw new TypeError(`${module} exports no function ${name}: a job is an exported function`)
  const outcome = job(argument, stop)
  return { kind: 'result', value: isGenerator(outcome) ? await drain(outcome) : await outcome }
}

/** Passes on what the job yields. The generator's `finally` blocks run also when it was cancelled. */
async function drain(steps: AsyncGenerator<unknown, unknown>): Promise<unknown> {
  for (;;) {
    const { done, value } = await steps.next()
    if (done) return value
    report({ kind: 'value', value })
    if (flags.isStopRequested) return (await steps.return(undefined)).value
  }
}

function report(message: Report): void {
  try {
    parentPort?.postMessage(message)
  } catch (error) {
    parentPort?.postMessage({ kind: 'error', error: describe(error) } satisfies Report) // it held something that cannot be copied
  }
}

function describe(error: unknown): ReportedError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const { name, message, stack } = error
  return { name, message, stack, code: 'code' in error ? String(error.code) : undefined }
}

function isGenerator(value: unknown): value is AsyncGenerator<unknown, unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}
