import type { Seeker } from './seek.ts'

/** One comparison with a recorded value; `holds` is null where it could not be made, and `reason` says why. */
export type CheckRow = {
  readonly case: string
  /** Largest difference found, absolute or relative as the format's README says; for exact values the number of places that differ. */
  readonly largestDeviation: number | null
  readonly tolerance: number
  readonly holds: boolean | null
  readonly reason?: string
}

export type CheckContext = {
  /** The recorded file. */
  readonly path: string
  /** The model that the caller names, instead of the one that the file means: a folder or a file. */
  readonly model?: string
  /** Finds files by their sha256: beside the recorded file first, then in the caller's roots. */
  readonly seeker: Seeker
  readonly signal?: AbortSignal
}

/** One format of recorded values: a file of `formats/` exports one as `format`. */
export type RecordedFormat = {
  /** What messages call it. */
  readonly name: string
  /** True for the parsed files that this format checks, by their `format` field. */
  recognizes(recorded: Readonly<Record<string, unknown>>): boolean
  check(recorded: unknown, context: CheckContext): AsyncGenerator<CheckRow>
}

/** A row for values that must be the same: `differences` counts where they are not. */
export function exactRow(name: string, differences: number): CheckRow {
  return { case: name, largestDeviation: differences, tolerance: 0, holds: differences === 0 }
}

/** A row for numbers; a deviation that is no number does not hold. */
export function toleranceRow(name: string, largestDeviation: number, tolerance: number): CheckRow {
  return { case: name, largestDeviation, tolerance, holds: largestDeviation <= tolerance }
}

/** Places in which two lists differ, missing ones included. */
export function countDifferences(actual: ArrayLike<unknown>, expected: ArrayLike<unknown>): number {
  let count = Math.abs(actual.length - expected.length)
  for (let i = 0; i < Math.min(actual.length, expected.length); i++) if (actual[i] !== expected[i]) count++
  return count
}

/** Largest absolute difference; Infinity where the lengths differ, NaN where a value is none. */
export function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY
  let largest = 0
  for (let i = 0; i < expected.length; i++) {
    // Equal infinities differ by nothing.
    const difference = actual[i] === expected[i] ? 0 : Math.abs(actual[i] - expected[i])
    if (Number.isNaN(difference)) return Number.NaN
    largest = Math.max(largest, difference)
  }
  return largest
}

/** Difference as a share of the expected value; of 0 the difference itself. */
export function relativeDifference(actual: number, expected: number): number {
  const difference = Math.abs(actual - expected)
  return difference === 0 ? 0 : difference / (Math.abs(expected) || 1)
}
