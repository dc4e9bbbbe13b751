import { StoreError } from '../../errors.ts'
import type { Answer, BeforeCommit } from './thread.ts'
import { ThreadClient } from './thread-client.ts'
import { Turns } from './turns.ts'

/** A thread held by one caller (a transaction, a stream) until `release`. */
export type HeldThread = { readonly thread: ThreadClient; readonly release: () => void }

const sharedReaderCount = 2

/**
 * The connections to one database file: a writer that serves one transaction at a time, two readers shared by all plain
 * queries, and further readers lent to streams and read-only transactions, whose snapshot must not hold back the others.
 * A thread that died is replaced at the next call.
 */
export class SqliteConnections {
  readonly #path: string
  readonly #writing = new Turns()
  #writer: ThreadClient
  #readers: ThreadClient[] = []
  #spareReaders: ThreadClient[] = []
  #lent = new Set<ThreadClient>()
  #beforeCommit: BeforeCommit | undefined
  #closed = false

  constructor(path: string) {
    this.#path = path
    this.#writer = this.#start(false)
  }

  /** Resolves when the file could be opened (created where it was not there); rejects with a StoreError. */
  async opened(): Promise<void> {
    await this.#writer.ready
  }

  async setBeforeCommit(beforeCommit: BeforeCommit): Promise<void> {
    this.#beforeCommit = beforeCommit
    await this.#writer.request({ op: 'configure', beforeCommit })
  }

  read(sql: string, parameters: readonly unknown[]): Promise<Answer> {
    return this.#idlestReader().request({ op: 'execute', sql, parameters })
  }

  async write(sql: string, parameters: readonly unknown[]): Promise<Answer> {
    const { thread, release } = await this.holdWriter()
    return thread.request({ op: 'write', sql, parameters }).finally(release)
  }

  async holdWriter(): Promise<HeldThread> {
    this.#refuseClosed()
    const release = await this.#writing.take()
    try {
      if (!this.#writer.alive) this.#writer = await this.#restartWriter()
    } catch (error) {
      release()
      throw error
    }
    return { thread: this.#writer, release }
  }

  holdReader(): HeldThread {
    this.#refuseClosed()
    let thread = this.#spareReaders.pop()
    if (!thread?.alive) thread = this.#start(true)
    this.#lent.add(thread)
    return { thread, release: () => this.#takeBack(thread) }
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#writing.take()
    await Promise.all([...this.#readers, ...this.#spareReaders, ...this.#lent].map((reader) => reader.close()))
    await this.#writer.close() // last: it folds the journal into the file
  }

  #start(readOnly: boolean): ThreadClient {
    return new ThreadClient({ path: this.#path, readOnly })
  }

  async #restartWriter(): Promise<ThreadClient> {
    const writer = this.#start(false)
    await writer.ready
    if (this.#beforeCommit) await writer.request({ op: 'configure', beforeCommit: this.#beforeCommit })
    return writer
  }

  #idlestReader(): ThreadClient {
    this.#refuseClosed()
    this.#readers = this.#readers.filter((reader) => reader.alive)
    while (this.#readers.length < sharedReaderCount) this.#readers.push(this.#start(true))
    return this.#readers.reduce((idlest, reader) => (reader.load < idlest.load ? reader : idlest))
  }

  #takeBack(thread: ThreadClient): void {
    this.#lent.delete(thread)
    if (this.#spareReaders.length === 0 && !this.#closed) this.#spareReaders.push(thread)
    else void thread.close()
  }

  #refuseClosed(): void {
    if (this.#closed) throw new StoreError('closed', `Database ${this.#path} is closed: nothing can be asked of it any more.`)
  }
}
