import type { Series } from '@offprint/lab'
import { expect, it } from 'vitest'
import { describe, drawSeries } from './draw-series.ts'

const curve: Series = {
  id: 'curve',
  title: 'Learning',
  x: { label: 'step' },
  y: { label: 'loss', unit: 'nats' },
  lines: [
    {
      name: 'ours',
      points: [
        [0, 3],
        [1, 2],
        [2, 1.5],
        [3, 1.2],
      ],
    },
    {
      name: 'baseline',
      points: [
        [0, 3],
        [1, 2.5],
        [2, Number.NaN],
        [3, 2.2],
      ],
    },
  ],
}

it('draws one path a line, told apart by dashes', () => {
  const svg = drawSeries(curve)
  expect(svg.match(/class="line-0"/g)).toHaveLength(1)
  expect(svg).toMatch(/stroke-dasharray="6 3"/)
  expect(svg).toContain('loss (nats)')
})

it('holds no style that the content policy would refuse, and no NaN', () => {
  const svg = drawSeries(curve)
  expect(svg).not.toMatch(/<style| style=|NaN/)
})

it('escapes names that come from outside', () => {
  const hostile = drawSeries({
    ...curve,
    title: '"><script>',
    marks: 'dots',
    lines: [{ name: 'x', points: [[1, 1]], labels: ['<script>alert(1)</script>'] }],
  })
  expect(hostile).toContain('&lt;script&gt;alert(1)')
  expect(hostile).toContain('aria-label="&quot;>')
})

it('draws dots with their labels, and an empty plot without failing', () => {
  expect(drawSeries({ ...curve, marks: 'dots', lines: [{ name: 'verbs', points: [[1, 2]], labels: ['help'] }] })).toContain('>help<')
  expect(drawSeries({ ...curve, lines: [] })).toContain('<svg')
})

it('says in words what it shows', () => {
  expect(describe(curve)).toBe(
    'Learning: loss (nats) against step. ours: 4 points, the last 1.2 at 3; baseline: 4 points, the last 2.2 at 3.',
  )
})
