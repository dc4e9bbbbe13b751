import { expect, it } from 'vitest'
import { ProgressBar, progressText } from './progress-bar.tsx'

it('says how far a run is, or where it waits', () => {
  expect(progressText({ done: 29, total: 1040, unit: 'tokens', note: 'second sentence' }, null)).toBe(
    '29 of 1,040 tokens · second sentence',
  )
  expect(progressText({ done: 29, total: 0, unit: 'steps' }, null)).toBe('29 steps')
  expect([progressText(null, 1), progressText(null, 4), progressText(null, null)]).toEqual([
    'Next in the queue',
    'Place 4 in the queue',
    'Starting',
  ])
})

it('draws a share only where the end is known', () => {
  expect(String(<ProgressBar progress={{ done: 1, total: 4, unit: 'x' }} queuedAt={null} />)).toContain('max="4" value="1"')
  expect(String(<ProgressBar progress={{ done: 1, total: 0, unit: 'x' }} queuedAt={null} />)).not.toContain('value=')
})
