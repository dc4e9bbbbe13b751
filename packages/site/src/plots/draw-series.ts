import * as Plot from '@observablehq/plot'
import type { Series } from '@offprint/lab'
import { parseHTML } from 'linkedom'

import { dashes } from './dashes.ts'

type Point = { readonly x: number; readonly y: number; readonly label?: string }

/** Draws a series as SVG text in the house style, `width` units wide; colours and fonts come from our style sheet. */
export function drawSeries(series: Series, width = 600): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const svg = Plot.plot({
    document: document as unknown as Document,
    width,
    height: Math.round(width * 0.54),
    marginLeft: 60,
    marginRight: 16,
    marginBottom: 44,
    marginTop: 28,
    x: { label: axisLabel(series.x), type: series.x.scale ?? 'linear', labelArrow: 'none', ticks: 6, nice: true },
    y: { label: axisLabel(series.y), type: series.y.scale ?? 'linear', labelArrow: 'none', ticks: 5, nice: true, grid: true },
    marks: series.lines.flatMap((line, index) => marksOf(series, pointsOf(line), index)),
  }) as unknown as Element
  svg.querySelector('style')?.remove()
  svg.setAttribute('class', 'plot')
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', describe(series))
  // Parts of a picture have no names of their own: the picture's label says it all.
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label')
  for (const name of ['font-family', 'font-size', 'fill', 'width', 'height']) svg.removeAttribute(name)
  return svg.outerHTML.replaceAll(/ style="[^"]*"/g, '')
}

/** The plot in words, for those who do not see it: axes, lines and their ends. */
export function describe({ title, x, y, lines }: Series): string {
  const ends = lines.map(({ name, points }) => {
    const last = points.at(-1)
    return last === undefined ? `${name}: no points` : `${name}: ${points.length} points, the last ${round(last[1])} at ${round(last[0])}`
  })
  return `${title ?? 'Plot'}: ${axisLabel(y)} against ${axisLabel(x)}. ${ends.join('; ')}.`
}

function marksOf(series: Series, points: readonly Point[], index: number): Plot.Markish[] {
  const className = `line-${index % dashes.length}`
  const dots = Plot.dot(points, { x: 'x', y: 'y', r: 2.6, className, fill: 'currentColor', stroke: 'none' })
  if (series.marks === 'dots') return [dots, ...labelsOf(points, className)]
  const line = Plot.line(points, {
    x: 'x',
    y: 'y',
    className,
    stroke: 'currentColor',
    strokeWidth: 1.6,
    strokeDasharray: dashes[index % dashes.length],
  })
  return points.length < 3 ? [line, dots] : [line]
}

// Names beside every dot of a crowded plot would hide it: then the table under the plot has them.
function labelsOf(points: readonly Point[], className: string): Plot.Markish[] {
  const labelled = points.filter(({ label }) => label !== undefined)
  if (labelled.length === 0 || labelled.length > 24) return []
  return [Plot.text(labelled, { x: 'x', y: 'y', text: 'label', dx: 6, dy: -6, textAnchor: 'start', className, fill: 'currentColor' })]
}

// A logarithmic axis has no place for zero and below, and no axis has one for NaN.
function pointsOf(line: Series['lines'][number]): Point[] {
  return line.points
    .map(([x, y], index) => ({ x, y, label: line.labels?.[index] }))
    .filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))
}

function axisLabel({ label, unit }: Series['x']): string {
  return unit === undefined || unit === '' ? label : `${label} (${unit})`
}

function round(value: number): string {
  return String(Number(value.toPrecision(4)))
}
