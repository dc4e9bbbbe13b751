/** Text that may be shown now, and whether a stop string was met. */
export type Stopped = { readonly text: string; readonly stopped: boolean }

/**
 * Watches streamed text for stop strings. `push` gives the text that can no longer become part of one; a stop string itself and what
 * follows it are never given. `end` gives what was still held back.
 */
export function createStopWatch(stops: readonly string[]): { push(piece: string): Stopped; end(): string } {
  const wanted = stops.filter((stop) => stop.length > 0)
  let held = ''
  let stopped = false
  return {
    push(piece) {
      if (stopped) return { text: '', stopped }
      held += piece
      const at = firstStop(held, wanted)
      if (at >= 0) {
        stopped = true
        return { text: held.slice(0, at), stopped }
      }
      const keep = longestOpenStop(held, wanted)
      const text = held.slice(0, held.length - keep)
      held = held.slice(held.length - keep)
      return { text, stopped }
    },
    end: () => (stopped ? '' : held),
  }
}

function firstStop(text: string, stops: readonly string[]): number {
  const found = stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0)
  return found.length > 0 ? Math.min(...found) : -1
}

/** Length of the longest end of `text` that begins a stop string. */
function longestOpenStop(text: string, stops: readonly string[]): number {
  const longest = Math.max(0, ...stops.map((stop) => stop.length - 1))
  for (let length = Math.min(longest, text.length); length > 0; length--) {
    const tail = text.slice(text.length - length)
    if (stops.some((stop) => stop.startsWith(tail))) return length
  }
  return 0
}
