import type { MiddlewareHandler } from 'hono'

import { Problem } from '../problem.ts'
import type { Env, SiteContext } from '../site.ts'
import { requesterOf } from './requester.ts'

const reads = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Takes a change only from our own pages: browsers say with every post where it comes from (`Sec-Fetch-Site`, else `Origin`).
 * A program that is no browser sends neither, and no page can make a browser leave them out.
 */
export function sameOrigin(origin: string | undefined): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (
      !reads.has(c.req.method) &&
      !isProgram(c) &&
      isForeign(c.req.header('sec-fetch-site'), c.req.header('origin'), origin ?? new URL(c.req.url).origin)
    ) {
      throw new Problem(403, 'This form was sent from another site.', 'Open the page here and send it again.')
    }
    await next()
  }
}

/** A program of this machine that asks a model. With this header a page of another site would have to ask first, and is told nothing. */
function isProgram(c: SiteContext): boolean {
  return c.req.path.startsWith('/v1/') && /^bearer /i.test(c.req.header('authorization') ?? '') && requesterOf(c) === 'loopback'
}

function isForeign(site: string | undefined, origin: string | undefined, ours: string): boolean {
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  return origin !== undefined && origin !== ours
}
