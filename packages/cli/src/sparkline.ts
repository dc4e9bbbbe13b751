const levels = '▁▂▃▄▅▆▇█'

/** A curve in `width` letters: the mean of each stretch, from the lowest to the highest value. */
export function sparkline(values: readonly number[], width = 24): string {
  const count = Math.min(width, values.length)
  const stretches = Array.from({ length: count }, (_, i) =>
    mean(values.slice(Math.floor((i * values.length) / count), Math.floor(((i + 1) * values.length) / count))),
  )
  const low = Math.min(...stretches)
  const range = Math.max(...stretches) - low
  return stretches.map((value) => levels[range === 0 ? 0 : Math.round(((value - low) / range) * (levels.length - 1))]).join('')
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
