import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

import { renderLayout } from './components/layout.tsx'
import { formatOf } from './lists/formats.ts'
import { notHere } from './problem.ts'
import type { KeptPage, Page, Site, SiteContext } from './site.ts'
import { originOf } from './site.ts'

export type PageRoute = (c: SiteContext) => Promise<Page | Response>

/**
 * A page that is the same for everybody: rendered once for each address and version of the database, then served from
 * memory with an ETag. The hour is part of the key because "today" and trending move with the time.
 */
export function keptPage(site: Site, route: PageRoute): (c: SiteContext) => Promise<Response> {
  return async (c) => {
    const key = `${site.catalogue.version()} ${site.now().toISOString().slice(0, 13)} ${c.req.url}`
    const found = site.kept.get(key)
    if (found) return sendKept(c, found)
    const page = await route(c)
    if (page instanceof Response) return page
    const html = await renderPage(site, c, page)
    if (page.status !== undefined && page.status !== 200) return c.html(html, page.status)
    const bytes = new TextEncoder().encode(html)
    const kept: KeptPage = { html: bytes, etag: `W/"${createHash('sha1').update(bytes).digest('base64url')}"` }
    site.kept.set(key, kept)
    return sendKept(c, kept)
  }
}

/** A page of one person, or of one moment: never kept. */
export function freshPage(site: Site, route: PageRoute): (c: SiteContext) => Promise<Response> {
  return async (c) => {
    const page = await route(c)
    if (page instanceof Response) return page
    c.header('cache-control', 'no-store')
    return c.html(await renderPage(site, c, page), page.status ?? 200)
  }
}

async function renderPage(site: Site, c: SiteContext, page: Page): Promise<string> {
  if (formatOf(c.req.url) !== undefined) throw notHere(`${new URL(c.req.url).pathname} is a page, not a list: it has no such format.`)
  return renderLayout(page, {
    origin: originOf(site, c),
    today: site.now().toISOString().slice(0, 10),
    paperCount: await site.paperCount(),
    href: site.assets.href,
  })
}

function sendKept(c: SiteContext, kept: KeptPage): Response {
  c.header('etag', kept.etag)
  c.header('cache-control', 'no-cache')
  c.header('vary', 'accept-encoding')
  if (c.req.header('if-none-match')?.includes(kept.etag)) return c.body(null, 304)
  c.header('content-type', 'text/html; charset=utf-8')
  if (!c.req.header('accept-encoding')?.includes('gzip')) return c.body(kept.html)
  kept.gzip ??= gzipSync(kept.html)
  c.header('content-encoding', 'gzip')
  return c.body(kept.gzip)
}
