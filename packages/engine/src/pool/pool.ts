import { availableParallelism } from 'node:os'

import { EngineError } from '../errors.ts'
import { Channel } from './channel.ts'
import type { Job } from './job.ts'
import { Thread } from './thread.ts'

export type PoolOptions = {
  /** Worker threads, started when needed; as many as there are cores by default. Sessions in them should have one thread each then. */
  readonly size?: number
}

export type RunOptions = { readonly signal?: AbortSignal }

/**
 * Worker threads that run sessions, so that the main thread stays free. Jobs wait for a free worker in the order in which they came.
 * Cancelling sets a flag that the job sees between its steps. The process may end at any time, also by `process.exit`: it then waits at
 * most for the run under way.
 */
export interface Pool extends AsyncDisposable {
  /** What the job returns. Rejects with its error, or with an EngineError `engine/cancelled`. */
  run<Result>(job: Job, argument?: unknown, options?: RunOptions): Promise<Result>
  /** What the job yields, as it comes; then what it returns. Leaving the loop cancels the job. */
  stream<Value, Result = unknown>(job: Job, argument?: unknown, options?: RunOptions): AsyncGenerator<Value, Result>
}

/**
 * A pool of workers; `await using`, for jobs under way end with it.
 * @example
 * await using pool = createPool({ size: 2 })
 * const loss = await pool.run<number>({ module: new URL('./train.ts', import.meta.url), name: 'train' }, { steps: 100 })
 */
export function createPool({ size = availableParallelism() }: PoolOptions = {}): Pool {
  if (!Number.isInteger(size) || size < 1) throw new EngineError('engine/argument', `a pool has at least one worker, size is ${size}`)
  return new WorkerPool(size)
}

type Ticket = {
  readonly job: Job
  readonly argument: unknown
  readonly onValue: (value: unknown) => void
  readonly outcome: PromiseWithResolvers<unknown>
  isCancelled: boolean
  thread?: Thread
}

class WorkerPool implements Pool {
  private readonly size: number
  private readonly threads = new Set<Thread>()
  private readonly queue: Ticket[] = []
  private isClosed = false
  private readonly atExit = () => {
    for (const thread of this.threads) thread.closeAtExit()
  }

  constructor(size: number) {
    this.size = size
    process.on('exit', this.atExit)
  }

  run<Result>(job: Job, argument?: unknown, { signal }: RunOptions = {}): Promise<Result> {
    return this.submit(job, argument, () => undefined, signal) as Promise<Result>
  }

  async *stream<Value, Result>(job: Job, argument?: unknown, { signal }: RunOptions = {}): AsyncGenerator<Value, Result> {
    const left = new AbortController()
    const channel = new Channel<Value>()
    const either = signal ? AbortSignal.any([signal, left.signal]) : left.signal
    const outcome = this.submit(job, argument, (value) => channel.push(value as Value), either).finally(() => channel.end())
    try {
      yield* channel
      return (await outcome) as Result
    } finally {
      left.abort()
      await outcome.catch(() => undefined) // the caller hears of a failure above; here somebody left the loop
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.isClosed = true
    for (const ticket of this.queue.splice(0)) ticket.outcome.reject(cancelled('the pool was closed'))
    await Promise.all([...this.threads].map((thread) => thread.close()))
    process.off('exit', this.atExit)
  }

  private async submit(job: Job, argument: unknown, onValue: Ticket['onValue'], signal?: AbortSignal): Promise<unknown> {
    if (this.isClosed) throw cancelled('the pool was closed')
    if (signal?.aborted) throw cancelled()
    const ticket: Ticket = { job, argument, onValue, outcome: Promise.withResolvers(), isCancelled: false }
    const cancel = () => this.cancel(ticket)
    signal?.addEventListener('abort', cancel)
    this.queue.push(ticket)
    this.startNext()
    try {
      return await ticket.outcome.promise
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }

  /** A waiting job goes at once, a running one after its step. */
  private cancel(ticket: Ticket): void {
    ticket.isCancelled = true
    const place = this.queue.indexOf(ticket)
    if (place < 0) {
      if (ticket.thread) ticket.thread.flags.isStopRequested = true
      return
    }
    this.queue.splice(place, 1)
    ticket.outcome.reject(cancelled())
  }

  private startNext(): void {
    if (this.queue.length === 0 || this.isClosed) return
    const thread = [...this.threads].find(({ isBusy }) => !isBusy) ?? this.addThread()
    if (thread) this.start(thread, this.queue.shift() as Ticket)
  }

  private addThread(): Thread | undefined {
    if (this.threads.size === this.size) return undefined
    const thread: Thread = new Thread(() => this.threads.delete(thread))
    this.threads.add(thread)
    return thread
  }

  private start(thread: Thread, ticket: Ticket): void {
    ticket.thread = thread
    const settle = (finish: () => void) => {
      ticket.thread = undefined
      if (ticket.isCancelled) ticket.outcome.reject(cancelled())
      else if (this.isClosed) ticket.outcome.reject(cancelled('the pool was closed'))
      else finish()
      this.startNext()
    }
    thread.start(ticket.job, ticket.argument, {
      value: ticket.onValue,
      result: (value) => settle(() => ticket.outcome.resolve(value)),
      error: (error) => settle(() => ticket.outcome.reject(error)),
    })
  }
}

function cancelled(reason = 'its signal was aborted'): EngineError {
  return new EngineError('engine/cancelled', `the job was cancelled: ${reason}`)
}
