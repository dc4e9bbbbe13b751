import { methodSha256, spineSha256 } from './code-identity.ts'

/** The code's hashes as pages need them: some seconds old at most. */
export interface CodeNow {
  method(folder: URL): string
  spine(): string
}

/** A changed file may take so long to show as older code on a page; a run always hashes anew. */
const keptMs = 5_000

/** Hashes of the code, each made anew when it is asked for and older than five seconds; `now` in milliseconds. */
export function createCodeNow(now: () => number, hash = { method: methodSha256, spine: spineSha256 }): CodeNow {
  const kept = new Map<string, { readonly at: number; readonly sha256: string }>()
  const fresh = (key: string, make: () => string): string => {
    const known = kept.get(key)
    if (known && now() - known.at < keptMs) return known.sha256
    const sha256 = make()
    kept.set(key, { at: now(), sha256 })
    return sha256
  }
  return { method: (folder) => fresh(folder.href, () => hash.method(folder)), spine: () => fresh('spine', hash.spine) }
}
