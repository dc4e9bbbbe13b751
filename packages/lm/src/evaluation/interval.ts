/** Bounds of a resampled statistic; `level` is a share, `n` the number of units that were resampled. */
export type BootstrapInterval = { readonly low: number; readonly high: number; readonly level: number; readonly n: number }

/** Uniform draws in [0, 1), handed in so that an interval can be made again. */
export type UniformSource = { next(): number }

type Options = { readonly random: UniformSource; readonly resamples?: number; readonly level?: number }

/**
 * Percentile bootstrap (Efron 1979) of any statistic over units: `statistic` gets the indices of the drawn units (with repeats).
 * Draws whose statistic is not a number (an undefined ratio) are left out. Throws RangeError where there are no units.
 */
export function bootstrapInterval(
  n: number,
  statistic: (indices: Int32Array) => number,
  { random, resamples = 2000, level = 0.95 }: Options,
): BootstrapInterval {
  if (n < 1) throw new RangeError('There are no units to resample: an interval needs at least one.')
  const indices = new Int32Array(n)
  const values: number[] = []
  for (let draw = 0; draw < resamples; draw++) {
    for (let i = 0; i < n; i++) indices[i] = Math.floor(random.next() * n)
    const value = statistic(indices)
    if (!Number.isNaN(value)) values.push(value)
  }
  values.sort((a, b) => a - b)
  return { low: quantile(values, (1 - level) / 2), high: quantile(values, (1 + level) / 2), level, n }
}

/** Bootstrap interval of the mean of `values`. */
export function meanInterval(values: ArrayLike<number>, options: Options): BootstrapInterval {
  return bootstrapInterval(values.length, (indices) => indices.reduce((sum, i) => sum + values[i], 0) / indices.length, options)
}

/** Interval of mean(a − b) over the same units, drawn as pairs: what decides whether one system beats another on the same items. */
export function pairedDifferenceInterval(a: ArrayLike<number>, b: ArrayLike<number>, options: Options): BootstrapInterval {
  if (a.length !== b.length)
    throw new RangeError(`A paired interval needs the same units on both sides: ${a.length} and ${b.length} were given.`)
  return meanInterval(
    Float64Array.from(a, (value, i) => value - b[i]),
    options,
  )
}

/** Linear interpolation between sorted values, as numpy's default; `share` in [0, 1]. NaN where there are none. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN
  const at = share * (sorted.length - 1)
  const below = Math.floor(at)
  const above = Math.min(sorted.length - 1, below + 1)
  return sorted[below] + (sorted[above] - sorted[below]) * (at - below)
}

/** Student-t interval of a mean over few independent runs (seeds); two-sided 95 % only. Throws RangeError below two values. */
export function seedInterval(values: readonly number[]): BootstrapInterval {
  const n = values.length
  if (n < 2) throw new RangeError(`An interval over seeds needs at least two of them, ${n} was given.`)
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1))
  const half = (studentT975[Math.min(n - 1, studentT975.length) - 1] * deviation) / Math.sqrt(n)
  return { low: mean - half, high: mean + half, level: 0.95, n }
}

/** 97.5 % quantiles of Student's t for 1, 2, … 20 degrees of freedom (any table); beyond, the last is used: a little too wide. */
const studentT975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086,
]
