import { Problem } from '../../problem.ts'
import type { Site, SiteContext } from '../../site.ts'

/** `/healthz`: 200 where the catalogue answers, 503 where it does not; for those who watch over servers. */
export function healthRoute(site: Site): (c: SiteContext) => Promise<Response> {
  return async (c) => {
    c.header('cache-control', 'no-store')
    try {
      return c.json({ ok: true, papers: await site.catalogue.count() })
    } catch (cause) {
      site.config.log?.error({ err: cause }, 'catalogue does not answer')
      throw new Problem(503, 'The catalogue does not answer.', 'See the server’s log.')
    }
  }
}

/** `/robots.txt`: everything may be read but what people ran, and searches, of which there is no end. */
export function robotsRoute(c: SiteContext): Response {
  return c.text('User-agent: *\nDisallow: /runs/\nDisallow: /search\n')
}
