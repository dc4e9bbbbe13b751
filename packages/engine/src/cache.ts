/** A bounded map: what was not used for longest is disposed first. */
export class LeastRecentlyUsed<Value> {
  private readonly entries = new Map<string, Value>()
  private readonly limit: number
  private readonly discard: (value: Value) => void

  constructor(limit: number, discard: (value: Value) => void) {
    this.limit = limit
    this.discard = discard
  }

  get size(): number {
    return this.entries.size
  }

  get(key: string): Value | undefined {
    const value = this.entries.get(key)
    if (value === undefined) return undefined
    this.entries.delete(key)
    this.entries.set(key, value)
    return value
  }

  set(key: string, value: Value): void {
    this.entries.set(key, value)
    if (this.entries.size <= this.limit) return
    const [oldest] = this.entries.keys()
    this.delete(oldest)
  }

  delete(key: string): void {
    const value = this.entries.get(key)
    this.entries.delete(key)
    if (value !== undefined) this.discard(value)
  }

  clear(): void {
    for (const key of [...this.entries.keys()]) this.delete(key)
  }
}
