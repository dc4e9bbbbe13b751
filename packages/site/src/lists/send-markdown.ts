import type { Paper } from '@offprint/papers'

import { outsideLink, paperAddress, pdfAddress, registryAddress } from '../addresses.ts'
import { quantity } from '../components/quantity.ts'
import type { Evidence } from '../evidence.ts'
import type { Site, SiteContext } from '../site.ts'
import { originOf } from '../site.ts'

/** `/papers/<id>.md`: the paper as Markdown, for programs that read. */
export async function sendMarkdown(site: Site, c: SiteContext, paper: Paper): Promise<Response> {
  c.header('content-type', 'text/markdown; charset=utf-8')
  c.header('cache-control', 'no-cache')
  return c.body(paperMarkdown(paper, await site.evidence(), originOf(site, c)))
}

/** Title, people, links, abstract, and the claims with both figures where the paper has a card. */
export function paperMarkdown(paper: Paper, evidence: Evidence, origin: string): string {
  const links = [registryAddress(paper)?.href, pdfAddress(paper), outsideLink(paper.codeUrl), outsideLink(paper.projectUrl)]
  const card = evidence.method(paper.slug)?.card
  const parts = [
    `# ${paper.title}`,
    [paper.authors.join(', '), paper.organization, paper.publishedAt?.slice(0, 10)].filter(Boolean).join(' · '),
    [`${origin}${paperAddress(paper.id)}`, ...links]
      .filter(Boolean)
      .map((link) => `- <${link}>`)
      .join('\n'),
    paper.abstract === '' ? undefined : `## Abstract\n\n${paper.abstract}`,
    card && `## What the method does\n\n${card.summary}`,
    claimsTable(paper, evidence),
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

function claimsTable(paper: Paper, evidence: Evidence): string | undefined {
  const standings = evidence.standings(paper.slug)
  if (standings.length === 0) return undefined
  const rows = standings.map(({ claim, kind, measured, verdict }) => [
    claim.claim.replaceAll('|', '\\|'),
    claim.metric.replaceAll('|', '\\|'),
    quantity(claim.paper, claim.unit),
    quantity(measured, claim.unit),
    kind ?? '–',
    verdict ?? 'not run yet',
  ])
  const lines = [['claim', 'metric', 'paper', 'here', 'evidence', 'verdict'], Array(6).fill('---'), ...rows]
  return `## Claims\n\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`
}
