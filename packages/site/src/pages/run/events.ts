import type { Run } from '@offprint/lab'
import { streamSSE } from 'hono/streaming'

import { progressText } from '../../components/progress-bar.tsx'
import type { Site, SiteContext } from '../../site.ts'
import { isLive } from './page.tsx'
import { findRun, loadDrawing } from './route.ts'

/** What the island live-run.ts gets with every change of a run. `plot` is SVG, drawn here so that it looks like the result's. */
export type RunEvent = {
  readonly state: Run['state']
  readonly text: string
  readonly done: number
  readonly total: number
  readonly unit: string
  readonly plot?: string
}

/** Between two curves of one run: a plot is bigger than a line of progress, and no eye follows more. */
const plotEveryMs = 1000

/** `/runs/<id>/events`: the run's progress by server-sent events, `end` when there is a result to load. */
export function runEventsRoute(site: Site): (c: SiteContext) => Promise<Response> {
  return async (c) => {
    const { id } = await findRun(site, c)
    const draw = await loadDrawing()
    return streamSSE(c, async (stream) => {
      const gone = new AbortController()
      stream.onAbort(() => gone.abort())
      let plotted = Number.NEGATIVE_INFINITY
      for await (const run of site.lab.follow(id, gone.signal)) {
        const series = run.progress?.series
        const plot = series !== undefined && performance.now() - plotted >= plotEveryMs ? draw(series) : undefined
        if (plot !== undefined) plotted = performance.now()
        await stream.writeSSE({ data: JSON.stringify(runEvent(run, plot)) })
        if (!isLive(run)) break
      }
      if (!gone.signal.aborted) await stream.writeSSE({ event: 'end', data: '' })
    })
  }
}

function runEvent(run: Run, plot: string | undefined): RunEvent {
  const { done = 0, total = 0, unit = '' } = run.progress ?? {}
  return { state: run.state, text: progressText(run.progress, run.place), done, total, unit, plot }
}
