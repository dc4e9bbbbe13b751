/** Places in the shared words. */
const [insideCount, closed, stop] = [0, 1, 2]

/**
 * What the main thread and one worker tell each other while both may be blocked: that the job shall stop, and whether the worker is inside
 * of the native runtime. Ending a worker there, by `terminate()` or by `process.exit()`, would abort the whole process.
 */
export class SharedFlags {
  readonly buffer: SharedArrayBuffer
  private readonly words: Int32Array<SharedArrayBuffer>

  constructor(buffer = new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer
    this.words = new Int32Array(buffer)
  }

  /** The worker goes into the runtime. After `close` it never comes back from here, and waits to be ended. */
  enter(): void {
    Atomics.add(this.words, insideCount, 1)
    if (Atomics.load(this.words, closed) === 0) return
    this.leave()
    Atomics.wait(this.words, closed, 1)
  }

  leave(): void {
    Atomics.sub(this.words, insideCount, 1)
    Atomics.notify(this.words, insideCount)
  }

  get isInside(): boolean {
    return Atomics.load(this.words, insideCount) > 0
  }

  /** From now on the worker does not enter the runtime: once it is outside it may be ended. */
  close(): void {
    Atomics.store(this.words, closed, 1)
  }

  /** Blocks the calling thread until the worker has left the runtime. */
  waitUntilOutside(): void {
    for (let count = Atomics.load(this.words, insideCount); count > 0; count = Atomics.load(this.words, insideCount)) {
      Atomics.wait(this.words, insideCount, count)
    }
  }

  get isStopRequested(): boolean {
    return Atomics.load(this.words, stop) === 1
  }

  set isStopRequested(value: boolean) {
    Atomics.store(this.words, stop, value ? 1 : 0)
  }
}
