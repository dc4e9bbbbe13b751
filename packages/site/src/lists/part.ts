import type { Part } from '../pages/feed/lists.ts'
import { Problem, quoted } from '../problem.ts'
import type { SiteContext } from '../site.ts'
import { formatOf } from './formats.ts'

const perPage = 50
/** What an export holds at most: a feed its newest entries, a bibliography rather all. */
const perExport = { atom: 100, json: 100, md: 100, bib: 1000, ris: 1000, 'csl.json': 1000 } as const

/** The page that was asked for by `?page=`, from 1. Throws Problem 400 for what is no page number. */
export function pageNumber(c: SiteContext): number {
  const given = c.req.query('page')
  if (given === undefined) return 1
  if (!/^[1-9]\d{0,5}$/.test(given)) throw new Problem(400, `${quoted(given)} is no page number.`, 'Pages are counted from 1: ?page=2.')
  return Number(given)
}

/** The part of a list that an address asks for: fifty papers a page, more in an export. */
export function partOf(c: SiteContext): Part {
  const format = formatOf(c.req.url)
  const limit = format === undefined ? perPage : perExport[format]
  return { limit, offset: (pageNumber(c) - 1) * limit }
}
