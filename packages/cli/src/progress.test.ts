import { expect, it } from 'vitest'
import { formatProgress, formatSeconds } from './progress.ts'

it('shows share, count, rate and time left where the end is known', () => {
  expect(formatProgress({ done: 50, total: 200, unit: 'papers' }, 10_000)).toBe(
    '█████░░░░░░░░░░░░░░░ 50 of 200 papers · 5 papers/s · 30 s left',
  )
})

it('shows a plain count and the note where the end is unknown', () => {
  expect(formatProgress({ done: 3, total: 0, unit: 'pages', note: 'second source' }, 0)).toBe('3 pages · second source')
})

it('gives seconds, minutes and hours in the unit that a person would use', () => {
  expect([0.2, 45, 600, 7200].map(formatSeconds)).toEqual(['1 s', '45 s', '10 min', '2.0 h'])
})
