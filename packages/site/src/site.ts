import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

import type { Assets } from './assets.ts'
import { loadAssets } from './assets.ts'
import type { Evidence } from './evidence.ts'
import { loadEvidence } from './evidence.ts'
import { keptByVersion, leastRecentlyUsed } from './keep.ts'
import type { Rooms } from './rooms.ts'

/** What a request carries through the middleware. `incoming` is missing where a test asks the app directly. */
export type Env = { Bindings: Partial<HttpBindings>; Variables: { requestId: string } }
export type SiteContext = Context<Env>

/** A page before it is put into the frame (components/layout.tsx). */
export type Page = {
  readonly title: string
  readonly description?: string
  /** Path and query under which the page is to be known. */
  readonly address: string
  /** Which entry of the navigation is the current one. */
  readonly current?: 'today' | 'week' | 'month' | 'trending' | 'claims' | 'methods'
  /** The list's address without ending, whose feeds are announced: `/date/2025-12-25`, `/search?q=…` . */
  readonly feed?: string
  /** False where search engines should not keep the page. Default true. */
  readonly index?: boolean
  /** Seconds after which a browser without scripts loads the page again. */
  readonly refreshSeconds?: number
  readonly island?: 'live-run'
  readonly query?: string
  readonly status?: ContentfulStatusCode
  readonly body: Child
}

/** A rendered page as bytes, and packed once somebody has asked for that. */
export type KeptPage = { readonly html: Uint8Array<ArrayBuffer>; readonly etag: string; gzip?: Uint8Array<ArrayBuffer> }

/** The rooms with what pages share: assets, evidence, and the pages rendered before. */
export type Site = Rooms & {
  readonly assets: Assets
  readonly evidence: () => Promise<Evidence>
  readonly paperCount: () => Promise<number>
  readonly kept: ReturnType<typeof leastRecentlyUsed<KeptPage>>
}

export function createSite(rooms: Rooms): Site {
  const version = () => rooms.catalogue.version()
  return {
    ...rooms,
    assets: loadAssets(),
    evidence: keptByVersion(version, () => loadEvidence(rooms)),
    paperCount: keptByVersion(version, () => rooms.catalogue.count()),
    kept: leastRecentlyUsed(rooms.config.keptPages ?? 1000),
  }
}

/** The address under which people see the site: configured, else as it was asked for. */
export function originOf(site: Site, c: SiteContext): string {
  return site.config.origin ?? new URL(c.req.url).origin
}
