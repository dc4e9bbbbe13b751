import type { Child } from 'hono/jsx'

import { longDay, weekdayName } from '../calendar.ts'
import { formatAddress } from '../lists/formats.ts'
import type { Page } from '../site.ts'
import { count } from './quantity.ts'

/** What every page shows around its own matter. */
export type Frame = {
  readonly origin: string
  readonly today: string
  readonly paperCount: number
  readonly href: (asset: string) => string
}

const places = [
  ['today', '/', 'Today'],
  ['week', '/week', 'Week'],
  ['month', '/month', 'Month'],
  ['trending', '/trending', 'Trending'],
  ['claims', '/claims', 'Claims'],
  ['methods', '/methods', 'Methods'],
] as const

/** The whole document as text: head, masthead, navigation, the page's matter, foot. */
export function renderLayout(page: Page, frame: Frame): string {
  return `<!doctype html>${<Layout page={page} frame={frame} />}`
}

function Layout({ page, frame }: { readonly page: Page; readonly frame: Frame }) {
  return (
    <html lang="en">
      <Head page={page} frame={frame} />
      <body>
        <a class="skip" href="#matter">
          Skip to the papers
        </a>
        <Masthead page={page} frame={frame} />
        <Navigation current={page.current} />
        <main id="matter" class="page">
          {page.body as Child}
        </main>
        <Foot page={page} />
      </body>
    </html>
  )
}

function Head({ page, frame }: { readonly page: Page; readonly frame: Frame }) {
  return (
    <head>
      <meta charset="utf-8" />
      <title>{page.title === 'Offprint' ? 'Offprint: daily papers that run' : `${page.title} · Offprint`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      {page.description !== undefined && <meta name="description" content={page.description} />}
      {page.index === false ? <meta name="robots" content="noindex" /> : <link rel="canonical" href={frame.origin + page.address} />}
      {page.feed !== undefined && (
        <link rel="alternate" type="application/atom+xml" title={page.title} href={formatAddress(page.feed, 'atom')} />
      )}
      {page.feed !== undefined && (
        <link rel="alternate" type="application/feed+json" title={page.title} href={formatAddress(page.feed, 'json')} />
      )}
      <link rel="icon" type="image/svg+xml" href={frame.href('favicon.svg')} />
      <link rel="preload" as="font" type="font/woff2" crossorigin="" href={frame.href('newsreader-latin-opsz-normal.woff2')} />
      <link rel="stylesheet" href={frame.href('site.css')} />
      {page.refreshSeconds !== undefined && (
        <noscript>
          <meta http-equiv="refresh" content={String(page.refreshSeconds)} />
        </noscript>
      )}
      <script type="module" src={frame.href('site.js')} />
      {page.island !== undefined && <script type="module" src={frame.href(`${page.island}.js`)} />}
    </head>
  )
}

function Masthead({ page, frame }: { readonly page: Page; readonly frame: Frame }) {
  return (
    <header class="masthead">
      <div class="masthead-row">
        <p class="masthead-day">
          <time datetime={frame.today}>
            {weekdayName(frame.today)} <br />
            {longDay(frame.today)}
          </time>
        </p>
        <p class="masthead-name">
          <a href="/">Offprint</a>
        </p>
        <search class="masthead-search">
          <form action="/search">
            <label class="unseen" for="masthead-query">
              Search papers
            </label>
            <input
              id="masthead-query"
              type="search"
              name="q"
              value={page.query ?? ''}
              placeholder={frame.paperCount === 0 ? 'Search' : `Search ${count(frame.paperCount)} papers`}
              autocomplete="off"
            />
            <kbd hidden>/</kbd>
          </form>
        </search>
      </div>
    </header>
  )
}

function Navigation({ current }: { readonly current: Page['current'] }) {
  return (
    <nav class="places" aria-label="Site">
      <ul>
        {places.map(([name, href, text]) => (
          <li>
            <a href={href} aria-current={name === current ? 'page' : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Foot({ page }: { readonly page: Page }) {
  return (
    <footer class="foot">
      <ul>
        {page.feed !== undefined && <FeedLinks list={page.feed} />}
        <li>
          <a href="/about/ranking">How lists are ordered</a>
        </li>
        <li>
          <a href="/api/v1/openapi.json">API</a>
        </li>
      </ul>
    </footer>
  )
}

function FeedLinks({ list }: { readonly list: string }) {
  const named = [
    ['atom', 'Atom'],
    ['json', 'JSON Feed'],
    ['bib', 'BibTeX'],
    ['ris', 'RIS'],
    ['csl.json', 'CSL-JSON'],
  ] as const
  return (
    <li>
      This list as{' '}
      {named.map(([format, name], index) => (
        <>
          {index > 0 && ', '}
          <a href={formatAddress(list, format)}>{name}</a>
        </>
      ))}
    </li>
  )
}
