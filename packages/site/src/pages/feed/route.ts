import { dayOf, weekOf } from '../../calendar.ts'
import { formatOf } from '../../lists/formats.ts'
import { pageNumber, partOf } from '../../lists/part.ts'
import { sendList } from '../../lists/send-list.ts'
import type { PageRoute } from '../../send-page.ts'
import type { Page, Site, SiteContext } from '../../site.ts'
import type { ShownList } from './lists.ts'
import { dayList, frontList, monthList, newestPastDay, trendingList, weekList } from './lists.ts'
import { FeedPage, FreshFrontPage } from './page.tsx'

/** `/` and `/today`: today's papers, else the newest day's; a fresh catalogue leads with the papers that run. */
export function frontRoute(site: Site): PageRoute {
  return async (c) => {
    const fresh = await freshPapers(site)
    if (fresh !== undefined && formatOf(c.req.url) === undefined) {
      const body = FreshFrontPage({ papers: fresh, evidence: await site.evidence(), today: dayOf(site.now()) })
      return { title: 'Offprint', address: '/', current: 'today', feed: '/', description: siteDescription, body }
    }
    const list = await frontList(site.catalogue, site.now(), partOf(c))
    return sendShown(
      site,
      c,
      list ?? { heading: 'Today’s papers', name: 'daily papers', path: '/', current: 'today', papers: [], total: 0, emptiness: '' },
    )
  }
}

export function dayRoute(site: Site): PageRoute {
  return async (c) => sendShown(site, c, await dayList(site.catalogue, c.req.param('day') ?? '', site.now(), partOf(c)))
}

export function weekRoute(site: Site): PageRoute {
  return async (c) => sendShown(site, c, await weekList(site.catalogue, c.req.param('week') ?? '', site.now(), partOf(c)))
}

export function monthRoute(site: Site): PageRoute {
  return async (c) => sendShown(site, c, await monthList(site.catalogue, c.req.param('month') ?? '', site.now(), partOf(c)))
}

export function trendingRoute(site: Site): PageRoute {
  return async (c) => sendShown(site, c, await trendingList(site.catalogue, site.now(), partOf(c)))
}

/** `/week` and `/month` lead to the newest one that has papers. */
export function newestRoute(site: Site, place: '/week' | '/month'): PageRoute {
  return async (c) => {
    const day = (await newestPastDay(site.catalogue, dayOf(site.now()))) ?? dayOf(site.now())
    return c.redirect(`${place}/${place === '/week' ? weekOf(day) : day.slice(0, 7)}`)
  }
}

const siteDescription = 'A daily-papers site whose papers can be run: read what a paper claims, and see it beside the measured figure.'

/** A list in the format that was asked for, or as a page; `props` gives the data attribute of the pages under /papers. */
export async function sendShown(
  site: Site,
  c: SiteContext,
  list: ShownList,
  props?: (papers: ShownList['papers']) => string,
): Promise<Page | Response> {
  const format = formatOf(c.req.url)
  if (format !== undefined) return sendList(site, c, format, { title: `Offprint: ${list.name}`, path: list.path, papers: list.papers })
  const page = pageNumber(c)
  const body = FeedPage({ list, evidence: await site.evidence(), page, perPage: partOf(c).limit, dataProps: props?.(list.papers) })
  return {
    title: list.path === '/' ? 'Offprint' : list.heading,
    description: list.path === '/' ? siteDescription : `${list.heading}: papers with what they claim, and what was measured.`,
    address: page === 1 ? list.path : `${list.path}?page=${page}`,
    current: list.current,
    feed: list.path,
    body,
  }
}

// Fresh: nothing but the cards that come with the methods. Then no day is a real feed, and the papers that run come first.
async function freshPapers({ catalogue, paperCount, now }: Site) {
  const cards = await catalogue.withCards()
  if ((await paperCount()) > cards.length || cards.some((paper) => !paper.feedDayIsPublished)) return undefined
  if ((await catalogue.day(dayOf(now()), { limit: 1 })).total > 0) return undefined
  return cards
}
