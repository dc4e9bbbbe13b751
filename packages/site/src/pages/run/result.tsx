import type { Result, Series, TryResult } from '@offprint/lab'

import { shortDay } from '../../calendar.ts'
import { Blocks } from '../../components/blocks.tsx'
import { VerdictSign } from '../../components/claim-mark.tsx'
import { PlotFigure } from '../../components/plot.tsx'
import { count, counted, duration, fileSize, intervalText, quantity } from '../../components/quantity.ts'
import type { Evidence } from '../../evidence.ts'

type Drawing = { readonly draw: (series: Series) => string; readonly fileAddress: (index: number, name: string) => string }

/** What a try gave. */
export function TryOutcome({ result, draw, fileAddress }: Drawing & { readonly result: TryResult }) {
  return (
    <section class="outcome" aria-label="Result">
      <Blocks blocks={result.blocks} draw={draw} fileAddress={fileAddress} />
      {result.note !== undefined && <p class="quiet small">{result.note}</p>}
    </section>
  )
}

/** What an experiment gave: figures with intervals, what they mean for the claims, curves, and how to repeat it. */
export function ExperimentOutcome({
  result,
  evidence,
  draw,
  fileAddress,
}: Drawing & { readonly result: Result; readonly evidence: Evidence }) {
  return (
    <section class="outcome" aria-label="Result">
      <ClaimVerdicts result={result} evidence={evidence} />
      <Figures figures={result.figures} />
      {result.series.map((series) => (
        <section class="block">
          {series.title !== undefined && <h3 class="block-title">{series.title}</h3>}
          <PlotFigure series={series} svg={draw(series)} />
        </section>
      ))}
      <Blocks blocks={result.blocks ?? []} draw={draw} fileAddress={fileAddress} />
      <p class="command">
        <code>{result.command}</code>
      </p>
      <p class="provenance">{provenance(result)}</p>
    </section>
  )
}

/** More figures than these are folded away: the claims above them say what they mean. */
const mostShown = 12

function Figures({ figures }: Pick<Result, 'figures'>) {
  if (figures.length <= mostShown) return <FigureTable figures={figures} />
  return (
    <details class="numbers">
      <summary>{figures.length} figures</summary>
      <FigureTable figures={figures} />
    </details>
  )
}

function FigureTable({ figures }: Pick<Result, 'figures'>) {
  return (
    <section class="table-scroll figures" tabindex={0} aria-label="Figures">
      <table class="data">
        <thead>
          <tr>
            <th scope="col">figure</th>
            {['value', 'interval', 'n'].map((name) => (
              <th scope="col" class="figure">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.map(({ id, value, unit, n, interval }) => (
            <tr>
              <th scope="row">{id}</th>
              <td class="figure">{quantity(value, unit)}</td>
              <td class="figure">{interval === undefined ? '–' : `${intervalText(interval, unit)} (${interval.level * 100} %)`}</td>
              <td class="figure">{count(n)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function ClaimVerdicts({ result, evidence }: { readonly result: Result; readonly evidence: Evidence }) {
  if (result.claims.length === 0) return null
  const claims = evidence.method(result.slug)?.card.claims ?? []
  return (
    <section class="block">
      <h2>What it means for the claims</h2>
      <ul class="verdict-list">
        {result.claims.map(({ id, paper, measured, verdict }) => {
          const claim = claims.find((one) => one.id === id)
          return (
            <li>
              {claim?.claim ?? id}: here {quantity(measured, claim?.unit ?? '')}
              {paper !== null && `, paper ${quantity(paper, claim?.unit ?? '')}`}
              <VerdictSign verdict={verdict} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function provenance({ kind, size, seeds, model, machine, startedAt, durationMs, code, data }: Result): string {
  return [
    `${kind}, ${size}`,
    seeds.length === 0 ? undefined : `seeds ${seeds.join(', ')}`,
    model && `${model.name} (${model.precision})`,
    data.length > 0 && counted(data.length, 'data set'),
    `${machine.processor}, ${counted(machine.cores, 'core')}, ${fileSize(machine.memoryBytes)}`,
    `${shortDay(startedAt)}, ${duration(durationMs / 1000)}`,
    `code ${code.commit.slice(0, 8)}${code.dirty ? ' with changes' : ''}`,
  ]
    .filter(Boolean)
    .join(' · ')
}
