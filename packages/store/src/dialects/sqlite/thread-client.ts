import { Worker } from 'node:worker_threads'

import { StoreError } from '../../errors.ts'
import { storeError } from './failures.ts'
import type { Answer, Operation, Reply, ThreadSettings } from './thread.ts'

type Pending = { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void; readonly sql?: string }

// The built package has JavaScript here, the checkout TypeScript.
const threadUrl = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js', import.meta.url)

/** The near side of a database thread: requests are answered in order; if the thread dies, what waits is rejected. */
export class ThreadClient {
  readonly ready: Promise<Answer>
  readonly #path: string
  readonly #worker: Worker
  readonly #pending = new Map<number, Pending>()
  readonly #gone: Promise<void>
  #lastId = 0
  #lost: StoreError | undefined

  constructor(settings: ThreadSettings) {
    this.#path = settings.path
    // Without our own execArgv the thread would load the page hook and the test runner's loaders.
    this.#worker = new Worker(threadUrl, { workerData: settings, execArgv: [], name: `sqlite ${settings.readOnly ? 'reader' : 'writer'}` })
    this.ready = new Promise((resolve, reject) => this.#pending.set(0, { resolve, reject }))
    this.ready.catch(() => {})
    this.#gone = new Promise((resolve) => this.#worker.once('exit', () => resolve()))
    this.#worker.on('message', (reply: Reply) => this.#settle(reply))
    this.#worker.once('error', (error) => this.#lose(error))
    this.#worker.once('exit', () => this.#lose(undefined))
  }

  /** False once its thread has died or was closed: a new client must be made. */
  get alive(): boolean {
    return this.#lost === undefined
  }

  /** Requests that wait for their answer. */
  get load(): number {
    return this.#pending.size
  }

  request(operation: Operation): Promise<Answer> {
    if (this.#lost) return Promise.reject(this.#lost)
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, sql: 'sql' in operation ? operation.sql : undefined })
      this.#worker.ref() // a program waits for its answers, and for nothing else of ours
      this.#worker.postMessage({ ...operation, id })
    })
  }

  async close(): Promise<void> {
    if (this.alive) await this.request({ op: 'close' })
    this.#worker.ref()
    await this.#gone
  }

  /** Ends the thread at once, as a crash would. */
  async terminate(): Promise<void> {
    await this.#worker.terminate()
    await this.#gone
  }

  #settle(reply: Reply): void {
    const pending = this.#pending.get(reply.id)
    this.#pending.delete(reply.id)
    if (this.#pending.size === 0) this.#worker.unref()
    if (reply.answer) pending?.resolve(reply.answer)
    if (!reply.failure) return
    const error = storeError(reply.failure, this.#path, pending?.sql)
    if (reply.id === 0) this.#lost = error // it could not open: what waits is told why
    pending?.reject(error)
  }

  #lose(cause: unknown): void {
    this.#lost ??= new StoreError(
      'thread-lost',
      `Database ${this.#path}: its thread has ended. A transaction that was open is rolled back; ask again.`,
      { cause },
    )
    for (const pending of this.#pending.values()) pending.reject(this.#lost)
    this.#pending.clear()
  }
}
