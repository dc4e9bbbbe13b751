import type { Paper } from '@offprint/papers'
import { findExportFormat } from '@offprint/papers'

import { notHere } from '../problem.ts'
import type { Site, SiteContext } from '../site.ts'
import { originOf } from '../site.ts'
import type { Format } from './formats.ts'
import { formatAddress } from './formats.ts'

/** A list as its address names it: `path` has its query, and no ending. */
export type SentList = { readonly title: string; readonly path: string; readonly papers: readonly Paper[] }

/** A list in one of the formats of the catalogue, under the same rules of keeping as its page. */
export async function sendList(site: Site, c: SiteContext, format: Format, { title, path, papers }: SentList): Promise<Response> {
  const found = findExportFormat(format)
  if (found === undefined) throw notHere(`${path} has no format ${format}.`, 'Lists can be had as .atom, .json, .bib, .ris and .csl.json.')
  const siteUrl = originOf(site, c)
  const text = found.write(papers, {
    title,
    url: siteUrl + path,
    feedUrl: siteUrl + formatAddress(path, format),
    siteUrl,
    updated: newestOf(papers) ?? site.now(),
  })
  c.header('content-type', found.mediaType)
  c.header('cache-control', 'no-cache')
  return c.body(text)
}

// A feed reader looks at this to see whether anything is new: the moment of asking would always say yes.
function newestOf(papers: readonly Paper[]): Date | undefined {
  const times = papers.map(({ feedDay, publishedAt }) => Date.parse(feedDay ?? publishedAt ?? '')).filter((time) => !Number.isNaN(time))
  return times.length === 0 ? undefined : new Date(Math.max(...times))
}
