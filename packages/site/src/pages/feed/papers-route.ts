import { dayOf, isWeek, weekOf } from '../../calendar.ts'
import { dailyProps } from '../../lists/daily-props.ts'
import { partOf } from '../../lists/part.ts'
import type { PageRoute } from '../../send-page.ts'
import type { Site } from '../../site.ts'
import { dayList, frontList, monthList, newestPastDay, weekList } from './lists.ts'
import { sendShown } from './route.ts'

// The same lists under the addresses of the Hugging Face pages, with the data attribute that feed makers read.

/** `/papers`: the front page's list. */
export function papersRoute(site: Site): PageRoute {
  return async (c) => {
    const today = dayOf(site.now())
    const list = (await frontList(site.catalogue, site.now(), partOf(c))) ?? (await dayList(site.catalogue, today, site.now(), partOf(c)))
    return sendShown(site, c, { ...list, path: '/papers' }, dailyProps)
  }
}

/** `/papers/date/YYYY-MM-DD`. */
export function papersDayRoute(site: Site): PageRoute {
  return async (c) => {
    const list = await dayList(site.catalogue, c.req.param('day') ?? '', site.now(), partOf(c))
    return sendShown(site, c, { ...list, path: `/papers${list.path}` }, dailyProps)
  }
}

/** `/papers/week/YYYY-Www`. A week of this year that is still to come leads to the newest week: feed makers ask for week 52. */
export function papersWeekRoute(site: Site): PageRoute {
  return async (c) => {
    const week = c.req.param('week') ?? ''
    const thisWeek = weekOf(dayOf(site.now()))
    if (isWeek(week) && week >= thisWeek && (await site.catalogue.week(week, { limit: 1 })).total === 0) {
      const newest = await newestPastDay(site.catalogue, dayOf(site.now()))
      if (newest !== undefined && weekOf(newest) !== week) return c.redirect(`/papers/week/${weekOf(newest)}`)
    }
    const list = await weekList(site.catalogue, week, site.now(), partOf(c))
    return sendShown(site, c, { ...list, path: `/papers${list.path}` }, dailyProps)
  }
}

/** `/papers/month/YYYY-MM`. */
export function papersMonthRoute(site: Site): PageRoute {
  return async (c) => {
    const list = await monthList(site.catalogue, c.req.param('month') ?? '', site.now(), partOf(c))
    return sendShown(site, c, { ...list, path: `/papers${list.path}` }, dailyProps)
  }
}
