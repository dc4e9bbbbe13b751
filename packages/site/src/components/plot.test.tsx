import { expect, it } from 'vitest'
import { sampleSeries } from '../testing/lab.ts'
import { PlotFigure } from './plot.tsx'

it('names its lines in a legend, and has their numbers as a table', () => {
  const html = String(<PlotFigure series={sampleSeries()} svg="<svg></svg>" />)
  expect(html).toMatch(/folded before.*fresh sheet/)
  expect(html).toContain('<svg></svg>')
  expect(html.match(/<td>folded before<\/td>/g)).toHaveLength(24)
})

it('thins a long curve in the table and keeps its ends', () => {
  const points = Array.from({ length: 5000 }, (_, n) => [n, n] as const)
  const html = String(<PlotFigure series={{ ...sampleSeries(), lines: [{ name: 'long', points }] }} svg="" />)
  expect(html.match(/<td>long<\/td>/g)?.length).toBeLessThan(500)
  expect(html).toContain('<td class="figure">4,999</td>')
  expect(html).not.toContain('class="legend"')
})
