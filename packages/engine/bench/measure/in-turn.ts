import { setTimeout } from 'node:timers/promises'

/** Each measurement is the median of this many. */
export const rounds = 7

/** Idle threads of a runtime wait actively for a while: nobody shall be timed beside them. */
const pauseMs = 100

/**
 * Median milliseconds of each work, all of them once a round in turn, so that a change of the machine's load meets all alike. The first
 * round does not count. A work may give its own milliseconds, else its duration is taken.
 */
export async function inTurn<Name extends string>(
  works: Readonly<Record<Name, () => Promise<number | unknown>>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(works) as Name[]
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      await setTimeout(pauseMs)
      const start = performance.now()
      const own = await works[name]()
      if (round > 0) times[name].push(typeof own === 'number' ? own : performance.now() - start)
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, number>
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

/** A number with three digits that count. */
export function short(value: number): number {
  return Number(value.toPrecision(3))
}
