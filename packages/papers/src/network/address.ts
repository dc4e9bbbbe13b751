import { parseArxivId } from '../identity/arxiv-id.ts'
import { ImportError } from '../reading/errors.ts'
import type { NetworkSettings } from './settings.ts'

/** Something to fetch; `paper` is the arXiv id where exactly one paper is meant. */
export type RemoteSource = { readonly url: string; readonly paper?: string }

type Bases = Pick<NetworkSettings, 'arxivBase' | 'huggingFaceBase'>

/** Where to fetch what a person named: an arXiv id or address, a Hugging Face page or API address, any other http address; else undefined. */
export function findRemoteSource(text: string, bases: Bases): RemoteSource | undefined {
  const arxiv = parseArxivId(text)
  if (arxiv) return arxivQuery(arxiv.id, arxiv.version, bases)
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  if (/^(?:www\.)?huggingface\.co$/.test(url.host)) return huggingFaceSource(url, bases)
  if (url.host === 'export.arxiv.org') return { url: rebase(url, bases.arxivBase) }
  return { url: url.href }
}

function arxivQuery(id: string, version: number | undefined, { arxivBase }: Bases): RemoteSource {
  return { url: `${arxivBase}/api/query?id_list=${id}${version ? `v${version}` : ''}&max_results=1`, paper: id }
}

/** A page of the site stands for the API answer with the same papers. */
function huggingFaceSource(url: URL, { huggingFaceBase }: Bases): RemoteSource {
  const [, kind, what] = /^\/papers(?:\/(date|week|month))?(?:\/([^/]+?)(?:\.md)?)?\/?$/.exec(url.pathname) ?? []
  if (kind && what) return { url: `${huggingFaceBase}/api/daily_papers?${kind}=${encodeURIComponent(what)}` }
  if (what) return { url: `${huggingFaceBase}/api/papers/${encodeURIComponent(what)}`, paper: what }
  if (/^\/papers\/?$/.test(url.pathname)) return { url: `${huggingFaceBase}/api/daily_papers${url.search}` }
  return { url: rebase(url, huggingFaceBase) }
}

function rebase(url: URL, base: string): string {
  return new URL(url.pathname + url.search, base).href
}

const publicHosts = ['arxiv.org', 'export.arxiv.org', 'rss.arxiv.org', 'huggingface.co']

/** Refuses every host but arXiv, Hugging Face and the configured ones, redirects included: nobody shall make us fetch inside a network. */
export function requireAllowedHost(address: string, bases: Bases, allowAnyHost: boolean): void {
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused(address, 'only http and https are fetched')
  if (url.username || url.password) throw refused(address, 'it carries a name or password')
  const configured = [bases.arxivBase, bases.huggingFaceBase].map((base) => new URL(base).host)
  if (!allowAnyHost && !publicHosts.includes(url.host) && !configured.includes(url.host)) {
    throw refused(address, `only ${publicHosts.join(', ')} are fetched here`)
  }
}

function refused(address: string, reason: string): ImportError {
  return new ImportError('address-refused', `${address} is not fetched: ${reason}. Save it to a file and import the file.`)
}
