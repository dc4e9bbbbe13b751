/** Loads a value once for each version: what many pages of one second share. A load that fails is not kept. */
export function keptByVersion<T>(version: () => number, load: () => Promise<T>): () => Promise<T> {
  let kept: { version: number; value: Promise<T> } | undefined
  return () => {
    const now = version()
    if (kept?.version !== now) {
      const mine = { version: now, value: load() }
      mine.value.catch(() => {
        if (kept === mine) kept = undefined
      })
      kept = mine
    }
    return kept.value
  }
}

/** A map that forgets the entry longest unused once it holds more than `limit`; with limit 0 it keeps nothing. */
export function leastRecentlyUsed<V>(limit: number): { get(key: string): V | undefined; set(key: string, value: V): void } {
  const entries = new Map<string, V>()
  return {
    get(key) {
      const value = entries.get(key)
      if (value === undefined) return undefined
      entries.delete(key)
      entries.set(key, value)
      return value
    },
    set(key, value) {
      entries.delete(key)
      entries.set(key, value)
      if (entries.size > limit) entries.delete(entries.keys().next().value as string)
    },
  }
}
