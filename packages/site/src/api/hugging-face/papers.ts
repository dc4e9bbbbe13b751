import { z } from 'zod'

import { notHere, quoted } from '../../problem.ts'
import type { Site, SiteContext } from '../../site.ts'
import { toEntry, toFlatPaper } from './entry.ts'
import { readQuery, wholeNumber } from './query.ts'

const mostFound = 120
const searchQuery = z.object({ q: z.string().default(''), limit: wholeNumber(1).default(mostFound) })

/** GET /api/papers/search: entries, best first; at most 120. */
export function searchPapersRoute(site: Site): (c: SiteContext) => Promise<Response> {
  return async (c) => {
    const { q, limit } = readQuery(c, searchQuery)
    const { papers } = await site.catalogue.search(q, { limit: Math.min(limit, mostFound) })
    return c.json(papers.map(toEntry))
  }
}

/** GET /api/papers/{id}: one flat paper, also by another id of the same paper. */
export function paperByIdRoute(site: Site): (c: SiteContext) => Promise<Response> {
  return async (c) => c.json(toFlatPaper(await findPaper(site, c)))
}

/** GET /api/arxiv/{id}/repos: what an import said is linked with the paper. */
export function paperReposRoute(site: Site): (c: SiteContext) => Promise<Response> {
  return async (c) => {
    const { linkedModels, linkedDatasets, linkedSpaces } = toFlatPaper(await findPaper(site, c))
    return c.json({ models: linkedModels, datasets: linkedDatasets, spaces: linkedSpaces })
  }
}

async function findPaper(site: Site, c: SiteContext) {
  const id = c.req.param('id') ?? ''
  const paper = await site.catalogue.find(id)
  if (paper === undefined) throw notHere(`There is no paper ${quoted(id)} here.`, 'Ids are arXiv ids without version, or doi:…')
  return paper
}
