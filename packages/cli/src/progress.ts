import type { Progress } from '@offprint/methods'

/** One line of progress: share, count, rate and time left. `elapsedMs` since the work began. */
export function formatProgress(progress: Progress, elapsedMs: number): string {
  const { done, total, unit, note } = progress
  const rate = elapsedMs > 0 ? done / (elapsedMs / 1000) : 0
  const parts = [total > 0 ? `${bar(done / total)} ${formatCount(done)} of ${formatCount(total)} ${unit}` : `${formatCount(done)} ${unit}`]
  if (rate > 0) parts.push(`${formatCount(rate)} ${unit}/s`)
  if (rate > 0 && total > done) parts.push(`${formatSeconds((total - done) / rate)} left`)
  if (note) parts.push(note)
  return parts.join(' · ')
}

const barWidth = 20

function bar(share: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * barWidth)
  return '█'.repeat(filled) + '░'.repeat(barWidth - filled)
}

function formatCount(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-GB')
  return Number.isInteger(value) ? String(value) : value.toFixed(1)
}

export function formatSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`
  return `${(seconds / 3600).toFixed(1)} h`
}
