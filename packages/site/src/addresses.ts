import type { Paper } from '@offprint/papers'

export type Tab = 'read' | 'try' | 'experiment' | 'claims'

/** The address of a paper's page. Slashes of DOIs stay readable, as the route takes them; everything else is encoded. */
export function paperAddress(id: string, tab: Tab = 'read'): string {
  const path = `/papers/${encodeURIComponent(id).replaceAll('%2F', '/').replaceAll('%3A', ':')}`
  return tab === 'read' ? path : `${path}?tab=${tab}`
}

/** The address of a run. */
export function runAddress(id: string): string {
  return `/runs/${encodeURIComponent(id)}`
}

/** An address with a query: empty values are left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}

/** Links that leave the site: only http and https are let through, whatever an import brought. */
export function outsideLink(url: string | null): string | undefined {
  return url !== null && /^https?:\/\//i.test(url) ? url : undefined
}

/** Where the paper itself can be had. */
export function pdfAddress(paper: Paper): string | undefined {
  return outsideLink(paper.pdfUrl) ?? (paper.arxivId === null ? undefined : `https://arxiv.org/pdf/${paper.arxivId}`)
}

/** Where the paper is registered: arXiv, or its DOI. */
export function registryAddress(paper: Paper): { readonly href: string; readonly text: string } | undefined {
  if (paper.arxivId !== null) return { href: `https://arxiv.org/abs/${paper.arxivId}`, text: `arXiv ${paper.arxivId}` }
  return paper.doi === null ? undefined : { href: `https://doi.org/${encodeURI(paper.doi)}`, text: `doi ${paper.doi}` }
}
