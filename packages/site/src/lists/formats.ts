/** Endings under which every list can be had (DESIGN.md, Addresses), and Markdown for a paper. */
export const formats = ['atom', 'json', 'bib', 'ris', 'csl.json', 'md'] as const
export type Format = (typeof formats)[number]

const ending = /^(\/(?!api\/|assets\/|$).*?)\.(atom|csl\.json|json|bib|ris|md)$/

/** A path without its format's ending: what the router sees, so that `/date/:day` does not swallow `2024-01-15.atom`. */
export function withoutFormat(path: string): string {
  return path.match(ending)?.[1] ?? path
}

/** The format that an address asks for; undefined for a page. */
export function formatOf(url: string): Format | undefined {
  return new URL(url).pathname.match(ending)?.[2] as Format | undefined
}

/** The address of a list in a format: `/search?q=x` → `/search.atom?q=x`. The front page's list is called today. */
export function formatAddress(list: string, format: Format): string {
  const [path, query] = list.split('?', 2)
  return `${path === '/' ? '/today' : path}.${format}${query === undefined ? '' : `?${query}`}`
}
