import type { Estimate, LabError, MethodEntry } from '@offprint/lab'
import type { Paper } from '@offprint/papers'
import type { Child } from 'hono/jsx'

import type { Tab } from '../../addresses.ts'
import { paperAddress, withQuery } from '../../addresses.ts'
import { plainText, shorten } from '../../components/math-text.tsx'
import type { Evidence } from '../../evidence.ts'
import { fieldsOf, startValues } from '../../forms/fields.ts'
import { formatOf } from '../../lists/formats.ts'
import { sendList } from '../../lists/send-list.ts'
import { sendMarkdown } from '../../lists/send-markdown.ts'
import { notHere, quoted } from '../../problem.ts'
import type { PageRoute } from '../../send-page.ts'
import type { Page, Site } from '../../site.ts'
import { ClaimsTab, PaperPage, ReadTab } from './page.tsx'
import { ExperimentTab, NotRunnable, TryTab } from './run-tabs.tsx'

/** `/papers/<id>?tab=…`, and the paper in every format. Another id of the same paper leads to its own. */
export function paperRoute(site: Site): PageRoute {
  return async (c) => {
    const id = c.req.param('id') ?? ''
    const paper = await site.catalogue.find(id)
    if (paper === undefined)
      throw notHere(`There is no paper ${quoted(id)} here.`, 'Search for its title, or import it: offprint import <arXiv id>.')
    const format = formatOf(c.req.url)
    const tab = tabOf(c.req.query('tab'))
    if (paper.id !== id) {
      const address = paperAddress(paper.id) + (format === undefined ? '' : `.${format}`)
      return c.redirect(withQuery(address, { tab: tab === 'read' ? undefined : tab }), 301)
    }
    if (format === 'md') return sendMarkdown(site, c, paper)
    if (format !== undefined) return sendList(site, c, format, { title: paper.title, path: paperAddress(paper.id), papers: [paper] })
    return paperPage(paper, await site.evidence(), tab, await tabBody(site, paper, tab))
  }
}

/** A paper's page around a tab's matter; `try` posts come back to it when they are refused. */
export function paperPage(paper: Paper, evidence: Evidence, tab: Tab, body: Child): Page {
  return {
    title: plainText(paper.title),
    description: plainText(shorten(evidence.method(paper.slug)?.card.summary ?? paper.abstract, 200)),
    address: paperAddress(paper.id, tab),
    body: PaperPage({ paper, evidence, tab, body }),
  }
}

/** The matter of the try tab; `values` is what somebody typed, `refusal` why it could not be taken. */
export async function tryTab(
  site: Site,
  method: MethodEntry,
  typed?: { values: Record<string, unknown>; refusal: LabError },
): Promise<Child> {
  if (method.try === undefined) throw notHere(`${method.slug} has nothing to try.`)
  const fields = fieldsOf(method.try.schema)
  const estimate = await site.lab.estimate(method.slug, { try: true })
  return TryTab({ method, fields, values: typed?.values ?? startValues(fields, method.try.example), estimate, refusal: typed?.refusal })
}

/** The matter of the experiment tab, with the cost of every size. */
export async function experimentTab(site: Site, method: MethodEntry, refusal?: LabError): Promise<Child> {
  const wanted = method.experiments.flatMap(({ name, sizes }) => sizes.map((size) => ({ experiment: name, size })))
  const estimates = await Promise.all(
    wanted.map(
      async (what): Promise<[string, Estimate]> => [`${what.experiment} ${what.size}`, await site.lab.estimate(method.slug, what)],
    ),
  )
  return ExperimentTab({ method, estimates: new Map(estimates), refusal })
}

async function tabBody(site: Site, paper: Paper, tab: Tab): Promise<Child> {
  const evidence = await site.evidence()
  const method = evidence.method(paper.slug)
  if (tab === 'claims') return ClaimsTab({ paper, evidence })
  if (tab === 'read') return ReadTab({ paper, evidence })
  if (tab === 'try' && method?.try !== undefined) return tryTab(site, method)
  if (tab === 'experiment' && method !== undefined && method.experiments.length > 0) return experimentTab(site, method)
  return NotRunnable({ paper })
}

function tabOf(given: string | undefined): Tab {
  return given === 'try' || given === 'experiment' || given === 'claims' ? given : 'read'
}
