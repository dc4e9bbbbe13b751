import type { Paper } from '@offprint/papers'

/** The public fields of a paper on the command line (DESIGN.md, Command); names are fixed. */
export function paperRow(paper: Paper) {
  const { id, title, abstract, authors, authorCount, organization, publishedAt, featuredAt, upvotes, commentCount, runnable } = paper
  return { id, title, abstract, authors, authorCount, organization, publishedAt, featuredAt, upvotes, commentCount, runnable }
}

/** A paper in two lines for a terminal. */
export function paperText(paper: Paper): string {
  const facts = [
    paper.feedDay ?? 'no date',
    paper.organization,
    `${paper.authorCount} author${paper.authorCount === 1 ? '' : 's'}`,
    paper.runnable ? 'runs here' : null,
  ]
  return `${paper.id}  ${paper.title}\n    ${facts.filter(Boolean).join(' · ')}`
}
