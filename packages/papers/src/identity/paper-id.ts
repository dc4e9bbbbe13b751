import { createHash } from 'node:crypto'

import type { PaperRecord } from '../paper.ts'
import { parseArxivId } from './arxiv-id.ts'
import { titleKey } from './fold.ts'

/** What a record may be recognised by. */
export type Identity = {
  readonly arxivId: string | undefined
  readonly doi: string | undefined
  readonly titleKey: string
  /** Every id that the record may stand under, best first; the last is always its title's. */
  readonly ids: readonly string[]
}

/**
 * The identity of a record (DESIGN.md, Catalogue): arXiv id without version, else `doi:…`, `acl:…`, `url:<16 hex>`, `title:<16 hex>`.
 * An arXiv DOI, and an address at arXiv or Hugging Face, count as the arXiv id that they name.
 */
export function identify(record: PaperRecord): Identity {
  const arxivId = arxivIdOf(record)
  const doi = record.doi === undefined ? undefined : normalizeDoi(record.doi)
  const acl = record.aclId ?? aclIdOf(record.url)
  const key = titleKey(record.title)
  const ids = [
    arxivId,
    doi && `doi:${doi}`,
    acl && `acl:${acl}`,
    record.url && !arxivId ? `url:${shortHash(normalizeUrl(record.url))}` : undefined,
    titleId(key),
  ].filter((id) => id !== undefined && id !== '')
  return { arxivId, doi: doi || undefined, titleKey: key, ids: ids as string[] }
}

/** The id of a paper of which only the title is known; `key` is the folded title. */
export function titleId(key: string): string {
  return `title:${shortHash(key)}`
}

const idKinds = ['doi:', 'acl:', 'url:', 'title:']

/** How good an id is: 0 for an arXiv id, which has no prefix; larger is worse. */
export function idRank(id: string): number {
  return idKinds.findIndex((kind) => id.startsWith(kind)) + 1
}

/** A DOI in one writing: lower case (DOIs ignore case), without address or prefix; empty where it is arXiv's or none at all. */
export function normalizeDoi(text: string): string {
  const doi = text
    .trim()
    .replace(/^https?:\/\/(?:dx\.)?doi\.org\//i, '')
    .replace(/^doi:\s*/i, '')
    .toLowerCase()
  return /^10\.\d{4,9}\/\S+$/.test(doi) && !doi.startsWith('10.48550/arxiv.') ? doi : ''
}

/** The ACL Anthology id that an address names: `2023.acl-long.754`, `P19-1001`. */
export function aclIdOf(url: string | undefined): string | undefined {
  return url && /^https?:\/\/(?:www\.)?(?:aclanthology\.org|aclweb\.org\/anthology)\/([A-Za-z0-9.-]+?)(?:\.pdf|\.bib)?\/?$/.exec(url)?.[1]
}

function arxivIdOf(record: PaperRecord): string | undefined {
  for (const text of [record.arxivId, record.doi, record.url]) {
    const found = text && parseArxivId(text.replace(/^https?:\/\/(?:www\.)?huggingface\.co\/papers\//, ''))
    if (found) return found.id
  }
  return undefined
}

function normalizeUrl(text: string): string {
  if (!URL.canParse(text)) return text.trim()
  const url = new URL(text)
  url.hash = ''
  // http and https, with and without `www.`, lead to the same page everywhere that matters here.
  return `${url.host.replace(/^www\./, '')}${url.pathname.replace(/\/$/, '')}${url.search}`
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
