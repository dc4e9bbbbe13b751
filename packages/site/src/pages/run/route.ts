import type { Block, Result, Run, Series, TryResult } from '@offprint/lab'
import { getCookie } from 'hono/cookie'
import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'

import { runAddress } from '../../addresses.ts'
import { notHere } from '../../problem.ts'
import type { PageRoute } from '../../send-page.ts'
import type { Site, SiteContext } from '../../site.ts'
import { deleteCookie } from './delete-cookie.ts'
import { isLive, RunPage } from './page.tsx'
import { ExperimentOutcome, TryOutcome } from './result.tsx'

/** `/runs/<id>`: live while the run is under way, its result afterwards. */
export function runRoute(site: Site): PageRoute {
  return async (c) => {
    const run = await findRun(site, c)
    const method = site.lab.findMethod(run.slug)
    const paper = await site.catalogue.findBySlug(run.slug)
    const title = titleOf(run, method)
    const draw = await loadDrawing()
    return {
      title,
      address: runAddress(run.id),
      index: run.kind === 'experiment',
      refreshSeconds: isLive(run) ? 3 : undefined,
      island: isLive(run) ? 'live-run' : undefined,
      body: RunPage({
        run,
        title,
        paper: { id: paper?.id ?? run.slug, title: paper?.title ?? method?.card.title ?? run.slug },
        result: await outcome(site, run, draw),
        plot: run.progress?.series && raw(draw(run.progress.series)),
        deleteToken: run.kind === 'try' ? getCookie(c, deleteCookie(run.id)) : undefined,
      }),
    }
  }
}

/** `/runs/<id>/files/<index>/<name>`: a file of a result. It is always saved, never shown: a method may write anything into it. */
export function runFileRoute(site: Site): (c: SiteContext) => Promise<Response> {
  return async (c) => {
    const run = await findRun(site, c)
    const block = blocksOf(run)[Number(c.req.param('index'))]
    if (block?.type !== 'file') throw notHere('This run has no such file.', 'Open the run’s page and take it from there.')
    c.header('content-type', 'application/octet-stream')
    c.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(block.name)}`)
    c.header('cache-control', 'no-store')
    return c.body(block.text)
  }
}

/** The run that an address names. Throws Problem 404. */
export async function findRun(site: Site, c: SiteContext): Promise<Run> {
  const run = await site.lab.findRun(c.req.param('id') ?? '')
  if (run === undefined)
    throw notHere('There is no such run here.', 'A try may have been deleted; an experiment can be started again from its paper.')
  return run
}

/** The plotting library takes a quarter of a second to load: only pages that draw pay for it. */
export async function loadDrawing(): Promise<(series: Series) => string> {
  const { drawSeries } = await import('../../plots/draw-series.ts')
  return drawSeries
}

async function outcome(site: Site, run: Run, draw: (series: Series) => string): Promise<Child> {
  if (run.state !== 'done' || run.result === null) return undefined
  const fileAddress = (index: number, name: string) => `${runAddress(run.id)}/files/${index}/${encodeURIComponent(name)}`
  if (run.kind === 'try') return TryOutcome({ result: run.result as TryResult, draw, fileAddress })
  return ExperimentOutcome({ result: run.result as Result, evidence: await site.evidence(), draw, fileAddress })
}

function blocksOf(run: Run): readonly Block[] {
  return (run.result as Result | TryResult | null)?.blocks ?? []
}

function titleOf(run: Run, method: ReturnType<Site['lab']['findMethod']>): string {
  if (run.kind === 'try') return method?.try?.title ?? 'Try'
  return method?.experiments.find(({ name }) => name === run.experiment)?.title ?? run.experiment ?? 'Experiment'
}
