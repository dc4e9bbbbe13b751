/** Values on their way from one side that pushes to one that loops: kept in order until they are taken. */
export class Channel<Value> implements AsyncIterable<Value> {
  private readonly values: Value[] = []
  private isEnded = false
  private wake: () => void = () => undefined

  push(value: Value): void {
    this.values.push(value)
    this.wake()
  }

  /** The loop ends after what was pushed before. */
  end(): void {
    this.isEnded = true
    this.wake()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Value, void> {
    for (;;) {
      while (this.values.length > 0) yield this.values.shift() as Value
      if (this.isEnded) return
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    }
  }
}
