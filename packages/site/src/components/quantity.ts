import type { Interval } from '@offprint/lab'

/** How verdicts look: a sign and a word, so that colour never speaks alone. */
export const verdictSigns = { holds: '✓', partly: '≈', fails: '✕', 'not testable here': '·' } as const

/** A class name for a verdict's colour; a claim without one is `open`. */
export function verdictClass(verdict: keyof typeof verdictSigns | null): string {
  return verdict === null ? 'open' : verdict.replaceAll(' ', '-')
}

/** A figure for reading: a share as per cent, a ratio with its ×, counts with a thin group space; `–` where there is none. */
export function quantity(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–'
  if (unit === 'share') return `${decimals(value * 100, 1)} %`
  if (unit === 'ratio') return `${significant(value)}×`
  return unit === 'count' || unit === 'points' || unit === '' || value === 0 ? significant(value) : `${significant(value)} ${unit}`.trim()
}

/** The bounds of an interval in the figure's unit: `80.1–87.9`. */
export function intervalText(interval: Interval, unit: string): string {
  const scale = unit === 'share' ? 100 : 1
  const [low, high] = [interval.low * scale, interval.high * scale].map((bound) =>
    unit === 'share' ? decimals(bound, 1) : significant(bound),
  )
  // Beside a minus sign a dash would read as another.
  return interval.low < 0 ? `${low} to ${high}` : `${low}–${high}`
}

// Made once and asked only where there is something to group: a list of papers counts two hundred things.
const grouped = new Intl.NumberFormat('en-GB')

/** `1,401`. */
export function count(value: number): string {
  return value >= 0 && value < 1000 && Number.isInteger(value) ? String(value) : grouped.format(value)
}

/** `1 author`, `4 authors`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** `0.4 s`, `12 s`, `3 min`, `2 h 05 min`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${decimals(seconds, 1)} s`
  if (seconds < 90) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

/** `98 MB`. */
export function fileSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  return `${significant(bytes / 1000 ** power)} ${units[power]}`
}

function decimals(value: number, places: number): string {
  return minus(value.toFixed(places))
}

function significant(value: number): string {
  const size = Math.abs(value)
  if (size !== 0 && (size < 0.001 || size >= 1e9)) return minus(value.toExponential(1)).replace('e', ' × 10^').replace('^+', '^')
  if (Number.isInteger(value)) return minus(count(value))
  return minus(count(Number(size >= 1000 ? value.toFixed(0) : value.toPrecision(3))))
}

function minus(text: string): string {
  return text.replaceAll('-', '−')
}
