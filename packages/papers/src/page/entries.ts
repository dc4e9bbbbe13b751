import type { PageDate } from './dates.ts'
import type { PageItem } from './items.ts'
import { organizationName } from './organization.ts'

/** An entry of a page as it stands there: nothing resolved yet. */
export type PageEntry = {
  readonly line: number
  readonly title: string
  readonly abstract: string | undefined
  readonly small: SmallPrint
  /** The first line that could not be read, with the reason. */
  readonly problem: { readonly line: number; readonly reason: string } | undefined
}

/** What stands under an entry; `isThere` tells an entry without comments from one whose small print the page lacks. */
export type SmallPrint = {
  readonly isThere: boolean
  readonly authorCount?: number
  readonly date?: PageDate
  readonly brokenDate?: string
  readonly comments?: number
  readonly votes?: number
  readonly organization?: string
  readonly arxivId?: string
}

type TextItem = Extract<PageItem, { kind: 'text' }>
/** Text that belongs together: lines of one block. */
type Unit = { readonly text: string; readonly line: number; readonly problem?: { readonly line: number; readonly reason: string } }

const longestTitle = 300
const longestOrganization = 120

/**
 * The entries in a run of items. An entry is a title, an abstract and the small print; small print closes an entry. Where a page lacks
 * an entry's small print, a short text followed by a long one, after an abstract, begins the next entry.
 */
export function toEntries(items: readonly PageItem[]): PageEntry[] {
  return toSegments(markOrganizations(items)).flatMap(({ above, texts, below }) => {
    const entries = splitUnits(toUnits(texts))
    const votes = above.findLast((item) => item.kind === 'number')?.value
    return entries.map((entry, index) => ({
      ...entry,
      small: { ...(index === entries.length - 1 ? readSmallPrint(below) : { isThere: false }), ...(index === 0 && { votes }) },
    }))
  })
}

/** A short text beside a middle dot, or alone above the author count, is the organisation; the first text of a run is a title. */
function markOrganizations(items: readonly PageItem[]): PageItem[] {
  const first = items.findIndex((item) => item.kind === 'text')
  return items.map((item, index): PageItem => {
    if (item.kind !== 'text' || index === first || item.text.length > longestOrganization || /[.:]$|:\/\//.test(item.text)) return item
    const [before, after] = [items[index - 1], items[index + 1]]
    const besideDot = before?.kind === 'dot' || after?.kind === 'dot'
    const aboveAuthors = after?.kind === 'authors' && after.block === item.block && before?.block !== item.block
    return besideDot || aboveAuthors ? { line: item.line, block: item.block, kind: 'organization', text: item.text } : item
  })
}

type Segment = { readonly above: PageItem[]; readonly texts: TextItem[]; readonly below: PageItem[] }

function toSegments(items: readonly PageItem[]): Segment[] {
  const segments: Segment[] = []
  for (const item of items) {
    const last = segments.at(-1)
    const isNew = !last || (item.kind === 'text' && last.below.length > 0)
    const segment = isNew ? { above: [], texts: [], below: [] } : last
    if (isNew) segments.push(segment)
    if (item.kind === 'text') segment.texts.push(item)
    else (segment.texts.length > 0 ? segment.below : segment.above).push(item)
  }
  return segments.filter(({ texts }) => texts.length > 0)
}

/** One unit a block; a page without blank lines has one block only, and there each line is a unit. */
function toUnits(texts: readonly TextItem[]): Unit[] {
  const isOneBlock = texts.every((item) => item.block === texts[0].block)
  const hasLongLine = texts.some((item) => !isTitleLike(item.text))
  const byLine = isOneBlock && (hasLongLine || texts.length === 2)
  const units: Unit[] = []
  let group: TextItem[] = []
  for (const item of texts) {
    if (group.length > 0 && (byLine || item.block !== group[0].block)) {
      units.push(joinLines(group))
      group = []
    }
    group.push(item)
  }
  return [...units, joinLines(group)]
}

function joinLines(items: readonly TextItem[]): Unit {
  const broken = items.find((item) => item.problem !== undefined)
  return {
    text: items.map((item) => item.text).join(' '),
    line: items[0].line,
    problem: broken?.problem === undefined ? undefined : { line: broken.line, reason: broken.problem },
  }
}

/** Titles are short and do not end like a sentence. */
function isTitleLike(text: string): boolean {
  return text.length <= longestTitle && !/\.["')\]]?$/.test(text) && !/https?:\/\//.test(text)
}

function splitUnits(units: readonly Unit[]): Omit<PageEntry, 'small'>[] {
  const entries: { title: Unit; abstract: Unit[] }[] = []
  units.forEach((unit, index) => {
    const current = entries.at(-1)
    const next = units[index + 1]
    const leadsIn = isTitleLike(unit.text) && next !== undefined && !isTitleLike(next.text)
    if (!current || (current.abstract.length > 0 && leadsIn)) entries.push({ title: unit, abstract: [] })
    else if (current.abstract.length === 0 && leadsIn) current.title = joinUnits([current.title, unit])
    else current.abstract.push(unit)
  })
  return entries.map(({ title, abstract }) => ({
    line: title.line,
    title: title.text,
    abstract: abstract.length > 0 ? joinUnits(abstract).text : undefined,
    problem: [title, ...abstract].find((unit) => unit.problem)?.problem,
  }))
}

function joinUnits(units: readonly Unit[]): Unit {
  return { text: units.map(({ text }) => text).join(' '), line: units[0].line, problem: units.find(({ problem }) => problem)?.problem }
}

function readSmallPrint(items: readonly PageItem[]): SmallPrint {
  const date = find(items, 'date')
  const organization = find(items, 'organization')?.text
  return {
    isThere: items.some(({ kind }) => kind === 'date' || kind === 'authors' || kind === 'dot'),
    authorCount: find(items, 'authors')?.count,
    date: date?.date,
    brokenDate: find(items, 'brokenDate')?.text,
    comments: date?.comments ?? find(items, 'number')?.value,
    organization: organization === undefined ? undefined : organizationName(organization),
    arxivId: find(items, 'arxiv')?.id,
  }
}

function find<Kind extends PageItem['kind']>(items: readonly PageItem[], kind: Kind): Extract<PageItem, { kind: Kind }> | undefined {
  return items.find((item) => item.kind === kind) as Extract<PageItem, { kind: Kind }> | undefined
}
