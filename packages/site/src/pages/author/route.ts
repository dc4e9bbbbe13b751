import { formatOf } from '../../lists/formats.ts'
import { sendList } from '../../lists/send-list.ts'
import { notHere, quoted } from '../../problem.ts'
import type { PageRoute } from '../../send-page.ts'
import type { Site } from '../../site.ts'
import { AuthorPage } from './page.tsx'

/** `/authors/<slug>`: the papers of everybody who writes under this name. */
export function authorRoute(site: Site): PageRoute {
  return async (c) => {
    const slug = c.req.param('slug') ?? ''
    const author = await site.catalogue.author(slug)
    if (author === undefined)
      throw notHere(`There is no author ${quoted(slug)} here.`, 'Search for the name: the address is its letters joined by hyphens.')
    const path = `/authors/${encodeURIComponent(slug)}`
    const format = formatOf(c.req.url)
    if (format !== undefined) return sendList(site, c, format, { title: `Offprint: ${author.name}`, path, papers: author.papers })
    return { title: author.name, address: path, feed: path, body: AuthorPage({ ...author, evidence: await site.evidence() }) }
  }
}
