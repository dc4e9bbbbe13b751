import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

import { EngineError } from '../errors.ts'
import type { Job, Report, ReportedError } from './job.ts'
import { SharedFlags } from './shared-flags.ts'

/** Who waits for a job. */
export type Listener = { value(value: unknown): void; result(value: unknown): void; error(error: unknown): void }

/** How often a closing thread is asked whether it has left the runtime. */
const pollMs = 2

// Beside this file and with its ending: .ts in the sources, .js where they were built.
const workerFile = new URL(`./worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url)

/** One worker thread and the job that it runs. It keeps the process alive only while it has one. */
export class Thread {
  readonly flags = new SharedFlags()
  private readonly worker: Worker
  private listener: Listener | undefined
  private readonly exited: () => void

  /** `exited` is called when the thread has ended by itself, a crash say: it takes no job after that. */
  constructor(exited: () => void) {
    this.exited = exited
    this.worker = new Worker(workerFile, { workerData: { engineFlags: this.flags.buffer }, execArgv: [] })
    this.worker.unref()
    this.worker.on('message', (report: Report) => this.receive(report))
    this.worker.on('error', (error) => this.end(error))
    this.worker.on('exit', (code) =>
      this.end(new EngineError('engine/worker', `the worker ended with code ${code} in the middle of a job`)),
    )
  }

  get isBusy(): boolean {
    return this.listener !== undefined
  }

  start({ module, name }: Job, argument: unknown, listener: Listener): void {
    this.flags.isStopRequested = false
    this.worker.postMessage({ module: module.href, name, argument })
    this.listener = listener
    this.worker.ref()
  }

  /** Ends the thread as soon as it is outside of the runtime; a job under way is lost. */
  async close(): Promise<void> {
    this.flags.close()
    this.worker.ref()
    while (this.flags.isInside) await setTimeout(pollMs)
    await this.worker.terminate()
  }

  /** Makes it safe for the process to end now: blocks until the thread is outside of the runtime, where it then stays. */
  closeAtExit(): void {
    this.flags.close()
    this.flags.waitUntilOutside()
  }

  private receive(report: Report): void {
    if (report.kind === 'value') {
      this.listener?.value(report.value)
      return
    }
    const listener = this.release()
    if (report.kind === 'error') listener?.error(revive(report.error))
    else listener?.result(report.value)
  }

  private end(error: unknown): void {
    this.exited()
    this.release()?.error(error)
  }

  private release(): Listener | undefined {
    const { listener } = this
    this.listener = undefined
    this.worker.unref()
    return listener
  }
}

/** The worker's error with its name, code and stack, though not its class. */
function revive({ message, ...rest }: ReportedError): Error {
  return Object.assign(new Error(message), rest)
}
