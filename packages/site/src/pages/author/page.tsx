import type { Paper } from '@offprint/papers'

import { PaperCard } from '../../components/paper-card.tsx'
import { counted } from '../../components/quantity.ts'
import type { Evidence } from '../../evidence.ts'

/** The papers of one name, newest first. Two people of one name share the page: nothing here can tell them apart. */
export function AuthorPage({
  name,
  papers,
  evidence,
}: {
  readonly name: string
  readonly papers: readonly Paper[]
  readonly evidence: Evidence
}) {
  return (
    <section class="wide" aria-labelledby="list-heading">
      <header class="list-heading">
        <h1 id="list-heading">{name}</h1>
        <p>{counted(papers.length, 'paper')}</p>
      </header>
      <h2 class="unseen">Papers</h2>
      {papers.map((paper) => (
        <PaperCard paper={paper} evidence={evidence} />
      ))}
    </section>
  )
}
