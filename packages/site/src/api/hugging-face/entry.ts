import { createHash } from 'node:crypto'
import type { Paper } from '@offprint/papers'

type Json = Readonly<Record<string, unknown>>

/** One item of a list or a search, in the wire form of the Hugging Face papers API (HF_API.md, Entry). */
export function toEntry(paper: Paper): Json {
  const flat = toFlatPaper(paper)
  const submitter = submitterOf(paper)
  return {
    paper: flat,
    // The client asks for the publication here, although it shows it as the time of submission.
    publishedAt: flat.publishedAt,
    title: paper.title,
    summary: paper.abstract,
    thumbnail: textOf(paper.extra.thumbnail) ?? '',
    numComments: paper.commentCount,
    submittedBy: submitter,
    organization: flat.organization,
    isAuthorParticipating: paper.extra.isAuthorParticipating === true,
    // Repeated beside `paper`: in a list the Python client looks for them here and nowhere else.
    ...given(flat, ['upvotes', 'mediaUrls', 'ai_summary', 'ai_keywords', 'projectPage', 'githubRepo', 'githubStars']),
  }
}

/** A paper as /api/papers/{id} gives it (HF_API.md, Paper). */
export function toFlatPaper(paper: Paper): Json {
  const { extra } = paper
  const linked = {
    linkedModels: listOf(extra.linkedModels),
    linkedDatasets: listOf(extra.linkedDatasets),
    linkedSpaces: listOf(extra.linkedSpaces),
  }
  return {
    id: paper.arxivId ?? paper.id,
    authors: authorsOf(paper),
    publishedAt: wireTime(paper.publishedAt) ?? wireTime(paper.feedDay),
    submittedOnDailyAt: submittedAt(paper),
    submittedOnDailyBy: submitterOf(paper),
    title: paper.title,
    summary: paper.abstract,
    upvotes: paper.upvotes,
    numComments: paper.commentCount,
    discussionId: textOf(extra.discussionId) ?? stableId(`discussion ${paper.id}`),
    organization: organizationOf(paper),
    projectPage: paper.projectUrl ?? undefined,
    githubRepo: paper.codeUrl ?? undefined,
    ...given(extra, ['ai_summary', 'ai_keywords', 'githubStars', 'githubRepoAddedBy', 'mediaUrls', 'source']),
    ...linked,
    numTotalModels: countOf(extra.numTotalModels, linked.linkedModels),
    numTotalDatasets: countOf(extra.numTotalDatasets, linked.linkedDatasets),
    numTotalSpaces: countOf(extra.numTotalSpaces, linked.linkedSpaces),
  }
}

/** Who stands as submitter of papers that no source names one for. */
export const ownName = 'offprint'

/** The name under which a paper was submitted, as `submitter=` asks for it. */
export function submitterName(paper: Paper): string {
  return String(submitterOf(paper).user)
}

/** 24 hexadecimal digits that are the same for the same thing on every machine: clients want ids where we have names. */
export function stableId(thing: string): string {
  return createHash('sha256').update(thing).digest('hex').slice(0, 24)
}

// Old names of a client's user are under `name`, new ones under `user`: both are sent, for one client reads the one, another the other.
function submitterOf({ extra }: Paper): Json {
  const user = (extra.submittedBy ?? extra.submittedOnDailyBy ?? {}) as Json
  const name = textOf(user.user) ?? textOf(user.name) ?? ownName
  return {
    _id: textOf(user._id) ?? stableId(`user ${name}`),
    avatarUrl: textOf(user.avatarUrl) ?? '',
    fullname: textOf(user.fullname) ?? (name === ownName ? 'Offprint' : name),
    user: name,
    name,
    type: textOf(user.type) ?? 'user',
    isPro: user.isPro === true,
  }
}

function authorsOf({ authors, extra }: Paper): Json[] {
  const known = new Map(listOf(extra.authors).map((author) => [author.name, author]))
  return authors.map((name) => ({ _id: stableId(`author ${name}`), name, hidden: false, ...known.get(name) }))
}

function organizationOf({ organization, extra }: Paper): Json | undefined {
  const known = extra.organization as Json | undefined
  if (known !== undefined && typeof known === 'object' && textOf(known.name) !== undefined) {
    return { _id: stableId(`organization ${known.name}`), avatar: '', ...known, fullname: textOf(known.fullname) ?? known.name }
  }
  if (organization === null) return undefined
  return { _id: stableId(`organization ${organization}`), name: organization, fullname: organization, avatar: '' }
}

// The first ten characters are read as the feed day: a time of another day would put the paper there.
function submittedAt({ feedDay, extra }: Paper): string | undefined {
  if (feedDay === null) return undefined
  const time = wireTime(textOf(extra.submittedOnDailyAt) ?? null)
  return time?.startsWith(feedDay) ? time : `${feedDay}T00:00:00.000Z`
}

function wireTime(time: string | null): string | undefined {
  return time === null || Number.isNaN(Date.parse(time)) ? undefined : new Date(time).toISOString()
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : []
}

function countOf(value: unknown, list: readonly Json[]): number {
  return typeof value === 'number' ? value : list.length
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function given(from: Json, names: readonly string[]): Json {
  return Object.fromEntries(names.filter((name) => from[name] !== undefined && from[name] !== null).map((name) => [name, from[name]]))
}
