import { notHere } from '../../problem.ts'
import type { Site, SiteContext } from '../../site.ts'

/** `/assets/<name>-<hash>.<ending>`: kept by browsers for a year, for a change of content changes the name. */
export function assetRoute(site: Site): (c: SiteContext) => Response {
  return (c) => {
    const asset = site.assets.find(c.req.param('file') ?? '')
    if (asset === undefined) throw notHere('There is no such file here.', 'Load the page again: it may have changed since.')
    c.header('content-type', asset.type)
    c.header('cache-control', 'public, max-age=31536000, immutable')
    return c.body(asset.body)
  }
}
