import type { MiddlewareHandler } from 'hono'
import { Problem } from '../problem.ts'

const reads = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Takes a change only from our own pages: browsers say with every post where it comes from (`Sec-Fetch-Site`, else `Origin`).
 * A program that is no browser sends neither, and no page can make a browser leave them out.
 */
export function sameOrigin(origin: string | undefined): MiddlewareHandler {
  return async (c, next) => {
    if (
      !reads.has(c.req.method) &&
      isForeign(c.req.header('sec-fetch-site'), c.req.header('origin'), origin ?? new URL(c.req.url).origin)
    ) {
      throw new Problem(403, 'This form was sent from another site.', 'Open the page here and send it again.')
    }
    await next()
  }
}

function isForeign(site: string | undefined, origin: string | undefined, ours: string): boolean {
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  return origin !== undefined && origin !== ours
}
