import { StoreError } from '../../errors.ts'

// Longer than any import batch; a wait like this is a program waiting for itself.
const longestWaitMs = 120_000

/** Lets one holder in at a time, in the order in which they asked. */
export class Turns {
  #last: Promise<void> = Promise.resolve()
  readonly #longestWaitMs: number

  constructor(waitMs = longestWaitMs) {
    this.#longestWaitMs = waitMs
  }

  /** Resolves when it is the caller's turn, with the function that ends it. */
  async take(): Promise<() => void> {
    const before = this.#last
    const { promise, resolve: end } = Promise.withResolvers<void>()
    this.#last = before.then(() => promise)
    try {
      await this.#within(before)
    } catch (error) {
      end()
      throw error
    }
    return end
  }

  async #within(before: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(waitedTooLong(this.#longestWaitMs)), this.#longestWaitMs)
    })
    await Promise.race([before, late]).finally(() => clearTimeout(timer))
  }
}

function waitedTooLong(ms: number): StoreError {
  return new StoreError(
    'busy',
    `A write waited ${ms / 1000} s for the transaction before it. Inside a transaction, write through the handle that it gives you, not through the store.`,
  )
}
