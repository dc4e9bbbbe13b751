import type { Paper } from '../paper.ts'

/**
 * Text that every format can hold, on one line: control characters, halves of surrogate pairs and noncharacters go
 * (XML 1.0 allows none of them), white space becomes single spaces.
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, '')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
}

export function paperUrl(paper: Paper, siteUrl: string): string {
  return `${siteUrl}/papers/${encodeURIComponent(paper.id).replaceAll('%2F', '/').replaceAll('%3A', ':')}`
}

/** Where the paper itself is read: its DOI or arXiv page before ours. */
export function sourceUrl(paper: Paper, siteUrl: string): string {
  if (paper.doi) return `https://doi.org/${encodeURI(paper.doi)}`
  return paper.arxivId ? `https://arxiv.org/abs/${paper.arxivId}` : paperUrl(paper, siteUrl)
}

/** Year, month and day of publication (else of the feed), as far as they are known. */
export function dateParts({ publishedAt, feedDay }: Paper): readonly number[] {
  return (publishedAt ?? feedDay ?? '').slice(0, 10).split('-').filter(Boolean).map(Number)
}

/**
 * A citation key that stays the same in every export: the first author's last name, the year, and the id, in ASCII letters
 * and digits (`lovelace2025-2501.00001`).
 */
export function citationKey(paper: Paper): string {
  const lastName = familyName(paper.authors[0] ?? 'anonymous')
  const ascii = lastName
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase()
  return `${ascii || 'paper'}${dateParts(paper)[0] ?? ''}-${paper.id.replaceAll(/[^A-Za-z0-9.]+/g, '-')}`
}

const particles = /^(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|ten|ter|bin|ibn|al|el)$/i

/** A name as citations want it: the last word with the particles before it, and the rest. One word alone is a family name. */
export function splitName(name: string): { readonly family: string; readonly given: string } {
  const words = plainText(name).split(' ')
  let start = words.length - 1
  while (start > 1 && particles.test(words[start - 1])) start--
  return { family: words.slice(start).join(' '), given: words.slice(0, start).join(' ') }
}

function familyName(name: string): string {
  return splitName(name).family
}
