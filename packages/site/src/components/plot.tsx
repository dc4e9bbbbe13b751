import type { Series } from '@offprint/lab'
import { raw } from 'hono/html'
import { dashes } from '../plots/dashes.ts'
import { TableView } from './table-view.tsx'

/** A drawn plot with its legend, and the same numbers as a table behind a disclosure. `svg` comes from drawSeries. */
export function PlotFigure({ series, svg }: { readonly series: Series; readonly svg: string }) {
  return (
    <figure class="plot-figure">
      {series.lines.length > 1 && (
        <ul class="legend">
          {series.lines.map(({ name }, index) => (
            <li>
              <svg class="plot" viewBox="0 0 26 8" width="26" height="8" aria-hidden="true">
                <g class={`line-${index % dashes.length}`}>
                  {series.marks === 'dots' ? (
                    <circle cx="13" cy="4" r="2.6" fill="currentColor" />
                  ) : (
                    <line
                      x1="0"
                      x2="26"
                      y1="4"
                      y2="4"
                      stroke="currentColor"
                      stroke-width="1.6"
                      stroke-dasharray={dashes[index % dashes.length]}
                    />
                  )}
                </g>
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
      {raw(svg)}
      <details class="numbers">
        <summary>Numbers</summary>
        <TableView columns={[{ name: 'line' }, axisColumn(series.x), axisColumn(series.y)]} rows={rowsOf(series)} />
      </details>
    </figure>
  )
}

// A page of a thousand rows helps nobody: a long curve is thinned evenly, its ends kept.
function rowsOf({ lines }: Series): (string | number)[][] {
  const most = Math.max(10, Math.floor(400 / Math.max(1, lines.length)))
  return lines.flatMap(({ name, points, labels }) => {
    const step = Math.max(1, Math.ceil(points.length / most))
    return points
      .map(([x, y], index) => [labels?.[index] === undefined ? name : `${name}: ${labels[index]}`, x, y])
      .filter((_, index) => index % step === 0 || index === points.length - 1)
  })
}

function axisColumn({ label, unit }: Series['x']) {
  return { name: label, unit }
}
