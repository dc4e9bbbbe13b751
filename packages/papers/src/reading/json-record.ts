import { parseArxivId } from '../identity/arxiv-id.ts'
import { normalizeDoi } from '../identity/paper-id.ts'
import type { PaperRecord, Source } from '../paper.ts'
import type { Reading } from './importer.ts'
import { isDay, RecordError, type StatedFields, toRecord, toTime } from './record.ts'

type JsonObject = Readonly<Record<string, unknown>>
export type SourcedRecord = { readonly record: PaperRecord; readonly source: Source }

/**
 * The record in one JSON object, whatever wrote it: an entry of Hugging Face's daily_papers, one of its flat papers, a row of a
 * metadata dump (arXiv's own names or ours), a row of `offprint papers --json`. Throws RecordError with the reason.
 */
export function recordFromJson(value: unknown): SourcedRecord {
  if (!isObject(value)) throw new RecordError(`expected an object with a title, found ${nameOf(value)}`)
  if ('paper' in value) return huggingFaceRecord(requirePaper(value.paper), value)
  return isHuggingFacePaper(value) ? huggingFaceRecord(value, {}) : plainRecord(value)
}

/** The reading of one JSON text that stood at `at`: never throws. */
export function parseJsonRecord(at: string, text: string): Reading {
  try {
    return { at, ...recordFromJson(JSON.parse(text)) }
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RecordError)) throw error
    return { failed: { at, reason: error instanceof RecordError ? error.message : describeSyntax(error, text) } }
  }
}

/** The commonest fault in our own words: a line that was cut. */
function describeSyntax(error: SyntaxError, text: string): string {
  return /[}\]]\s*$/.test(text) ? `not JSON: ${error.message}` : 'not JSON: it breaks off'
}

function requirePaper(paper: unknown): JsonObject {
  if (!isObject(paper)) throw new RecordError(`the entry's paper is ${nameOf(paper)}`)
  return paper
}

function isHuggingFacePaper(value: JsonObject): boolean {
  if ('src' in value) return false
  return 'summary' in value || 'submittedOnDailyAt' in value || (Array.isArray(value.authors) && isObject(value.authors[0]))
}

/** Fields that become columns; every other one, known today or not, is kept in `extra` for the API. */
const mapped = new Set(['id', 'title', 'summary', 'publishedAt', 'upvotes', 'numComments', 'githubRepo', 'projectPage', 'paper'])

function huggingFaceRecord(paper: JsonObject, entry: JsonObject): SourcedRecord {
  const organization = paper.organization ?? entry.organization
  const fields: StatedFields = {
    ...idFields(paper.id),
    title: paper.title ?? entry.title,
    abstract: paper.summary ?? entry.summary,
    authors: authorNames(paper.authors),
    organization: isObject(organization) ? (organization.fullname ?? organization.name) : organization,
    // The entry's own publishedAt is five hours off the paper's (HF_API.md, Entry): it only stands in.
    publishedAt: toTime('publishedAt', paper.publishedAt ?? entry.publishedAt),
    featuredAt: toTime('submittedOnDailyAt', paper.submittedOnDailyAt)?.slice(0, 10),
    codeUrl: paper.githubRepo ?? entry.githubRepo,
    projectUrl: paper.projectPage ?? entry.projectPage,
    upvotes: paper.upvotes ?? entry.upvotes,
    comments: entry.numComments ?? paper.numComments,
    extra: Object.fromEntries([...Object.entries(entry), ...Object.entries(paper)].filter(([name]) => !mapped.has(name))),
  }
  return { record: toRecord(fields), source: 'huggingface' }
}

function plainRecord(row: JsonObject): SourcedRecord {
  const versions = Array.isArray(row.versions) ? row.versions : []
  const ids = idFields(row.id ?? row.arxivId ?? row.arxiv_id)
  const fields: StatedFields = {
    ...ids,
    version: ids.version ?? row.version ?? (versions.length || undefined),
    doi: ids.doi ?? (typeof row.doi === 'string' ? normalizeDoi(row.doi) : row.doi),
    url: row.url,
    title: row.title,
    abstract: row.abstract,
    authors: authorNames(row.authors),
    authorCount: row.authorCount ?? row.author_count,
    organization: row.organization,
    categories: typeof row.categories === 'string' ? row.categories.split(/[\s,]+/) : row.categories,
    publishedAt: toTime('published', row.publishedAt ?? row.published ?? row.published_at ?? firstVersion(versions)),
    featuredAt: featuredDay(row.featuredAt ?? row.featured_at),
    pdfUrl: row.pdfUrl ?? row.pdf_url,
    codeUrl: row.codeUrl ?? row.code_url,
    projectUrl: row.projectUrl ?? row.project_url,
    remark: row.remark ?? row.comment ?? textOnly(row.comments),
    upvotes: row.upvotes,
    comments: row.commentCount ?? (typeof row.comments === 'number' ? row.comments : undefined),
    extra: row.extra,
  }
  return { record: toRecord(fields), source: sourceOf(row) }
}

/** Ids as anybody writes them; our own `url:` and `title:` ids say nothing that the other fields do not. */
function idFields(id: unknown): StatedFields {
  if (typeof id !== 'string') return {}
  const arxiv = parseArxivId(id)
  if (arxiv) return { arxivId: arxiv.id, version: arxiv.version }
  if (id.startsWith('acl:')) return { aclId: id.slice(4) }
  return normalizeDoi(id) ? { doi: normalizeDoi(id) } : {}
}

function authorNames(authors: unknown): unknown {
  if (typeof authors === 'string') return splitNames(authors)
  if (!Array.isArray(authors)) return authors
  return authors.map((author) => (isObject(author) ? author.name : author))
}

/** "A. One, B. Two and C. Three", as arXiv's own dump writes authors; what stands in brackets is an address. */
function splitNames(text: string): string[] {
  return text
    .replace(/\([^()]*\)/g, ' ')
    .split(/,\s*and\s+|\s+and\s+|[,;]/)
    .map((name) => name.trim())
    .filter(Boolean)
}

function firstVersion(versions: readonly unknown[]): unknown {
  return isObject(versions[0]) ? versions[0].created : undefined
}

function featuredDay(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  const day = String(value).slice(0, 10)
  if (!isDay(day)) throw new RecordError(`featuredAt is ${JSON.stringify(value)}, expected a day such as 2024-01-31`)
  return day
}

function textOnly(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Who stands behind a row: `src` says it in dumps; without it a row counts no more than a saved page. */
function sourceOf(row: JsonObject): Source {
  const source = String(row.src ?? row.source ?? '')
  if (/^arxiv/i.test(source) || Array.isArray(row.versions)) return 'arxiv'
  return /^(?:hf|hugging)/i.test(source) ? 'huggingface' : 'page'
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function nameOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`
}
