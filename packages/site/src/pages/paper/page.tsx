import type { Paper } from '@offprint/papers'
import { authorSlug } from '@offprint/papers'
import type { Child } from 'hono/jsx'

import type { Tab } from '../../addresses.ts'
import { outsideLink, paperAddress, pdfAddress, registryAddress } from '../../addresses.ts'
import { longDay } from '../../calendar.ts'
import { ClaimList, ClaimTable } from '../../components/claim-table.tsx'
import { MathParagraphs, MathText } from '../../components/math-text.tsx'
import { Notice } from '../../components/notice.tsx'
import { counted } from '../../components/quantity.ts'
import type { Evidence } from '../../evidence.ts'

type Props = { readonly paper: Paper; readonly evidence: Evidence; readonly tab: Tab; readonly body: Child }

/** The frame of a paper's page: what it is, its tabs, the tab's matter, and beside it the claims with both figures. */
export function PaperPage({ paper, evidence, tab, body }: Props) {
  const standings = evidence.standings(paper.slug)
  const beside = tab !== 'claims' && standings.length > 0
  return (
    <article class="paper-page">
      <header>
        <p class="paper-from">
          <Origin paper={paper} />
        </p>
        <h1>
          <MathText text={paper.title} />
        </h1>
      </header>
      <Tabs paper={paper} evidence={evidence} tab={tab} />
      <div class={beside ? 'columns' : undefined}>
        <div class="paper-matter">{body}</div>
        {beside && (
          <aside class="side" aria-label="Claims">
            <section class="side-part">
              <h2>Claims</h2>
              <ClaimTable standings={standings} />
              <Repeat paper={paper} evidence={evidence} />
            </section>
          </aside>
        )}
      </div>
    </article>
  )
}

/** The reading tab: the abstract, what the method does in our words, people, links, and what the released code shows. */
export function ReadTab({ paper, evidence }: Pick<Props, 'paper' | 'evidence'>) {
  const card = evidence.method(paper.slug)?.card
  return (
    <>
      <section class="abstract">
        <h2>Abstract</h2>
        {paper.abstract === '' ? (
          <p class="quiet">The sources of this paper gave no abstract.</p>
        ) : (
          <MathParagraphs text={paper.abstract} />
        )}
      </section>
      {card !== undefined && (
        <section class="abstract">
          <h2>What the method does</h2>
          <MathParagraphs text={card.summary} />
        </section>
      )}
      {card?.findings !== undefined && card.findings.length > 0 && (
        <section class="findings">
          <h2>Where paper and release disagree</h2>
          <ul>
            {card.findings.map(({ text }) => (
              <li>{text}</li>
            ))}
          </ul>
        </section>
      )}
      <Facts paper={paper} />
    </>
  )
}

/** The claims tab: each in full, or why there are none. */
export function ClaimsTab({ paper, evidence }: Pick<Props, 'paper' | 'evidence'>) {
  const standings = evidence.standings(paper.slug)
  if (standings.length > 0) return <ClaimList standings={standings} />
  return (
    <Notice title="No claims recorded">
      <p>
        Claims are written down when a paper gets its method here; this one has none yet. <a href="/methods">See the papers that have</a>.
      </p>
    </Notice>
  )
}

function Origin({ paper }: { readonly paper: Paper }) {
  const registry = registryAddress(paper)
  const parts: Child[] = [
    registry && <a href={registry.href}>{registry.text}</a>,
    paper.organization,
    paper.publishedAt && <time datetime={paper.publishedAt}>{longDay(paper.publishedAt)}</time>,
    paper.authorCount > 0 && counted(paper.authorCount, 'author'),
    paper.upvotes > 0 && counted(paper.upvotes, 'vote'),
    paper.commentCount > 0 && counted(paper.commentCount, 'comment'),
  ].filter(Boolean)
  return (
    <>
      {parts.map((part, index) => (
        <>
          {index > 0 && ' · '}
          {part}
        </>
      ))}
    </>
  )
}

function Tabs({ paper, evidence, tab }: Pick<Props, 'paper' | 'evidence' | 'tab'>) {
  const method = evidence.method(paper.slug)
  const claims = evidence.standings(paper.slug).length
  const tabs = [
    { name: 'read', text: 'Read', shown: true },
    { name: 'try', text: 'Try', shown: method?.try !== undefined },
    { name: 'experiment', text: 'Experiment', shown: (method?.experiments.length ?? 0) > 0 },
    { name: 'claims', text: 'Claims', shown: claims > 0, count: claims },
  ] as const
  const pdf = pdfAddress(paper)
  return (
    <nav class="tabs" aria-label="This paper">
      <ul>
        {tabs
          .filter(({ shown }) => shown)
          .map((one) => (
            <li>
              <a href={paperAddress(paper.id, one.name)} aria-current={one.name === tab ? 'page' : undefined}>
                {one.text} {'count' in one && <span class="quiet">{one.count}</span>}
              </a>
            </li>
          ))}
      </ul>
      <ul class="tabs-end">
        <li>
          <a href={`${paperAddress(paper.id)}.bib`}>BibTeX</a>
        </li>
        {pdf !== undefined && (
          <li>
            <a href={pdf}>PDF</a>
          </li>
        )}
      </ul>
    </nav>
  )
}

function Facts({ paper }: { readonly paper: Paper }) {
  const [code, project] = [outsideLink(paper.codeUrl), outsideLink(paper.projectUrl)]
  return (
    <dl class="facts">
      {paper.authors.length > 0 && <Fact name={paper.authors.length === 1 ? 'Author' : 'Authors'}>{paper.authors.map(authorLink)}</Fact>}
      {code !== undefined && (
        <Fact name="Code">
          <a href={code}>{code.replace(/^https?:\/\//, '')}</a>
        </Fact>
      )}
      {project !== undefined && (
        <Fact name="Project">
          <a href={project}>{project.replace(/^https?:\/\//, '')}</a>
        </Fact>
      )}
      {paper.categories.length > 0 && <Fact name="Categories">{paper.categories.join(', ')}</Fact>}
      {paper.remark !== null && <Fact name="Remark">{paper.remark}</Fact>}
      {paper.feedDay !== null && (
        <Fact name={paper.feedDayIsPublished ? 'Listed under' : 'Featured'}>
          <a href={`/date/${paper.feedDay}`}>{longDay(paper.feedDay)}</a>
          {paper.feedDayIsPublished && ', its day of publication'}
        </Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children?: Child }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function authorLink(name: string, index: number, all: readonly string[]) {
  return (
    <>
      <a href={`/authors/${encodeURIComponent(authorSlug(name))}`}>{name}</a>
      {index < all.length - 1 && ', '}
    </>
  )
}

function Repeat({ paper, evidence }: Pick<Props, 'paper' | 'evidence'>) {
  const method = evidence.method(paper.slug)
  if (method === undefined || method.experiments.length === 0) return null
  const measured = evidence.standings(paper.slug).find(({ run }) => run !== null)
  return (
    <>
      <p class="command">
        <code>offprint experiment {method.slug} --size small</code>
      </p>
      {measured?.recordedAt && (
        <p class="provenance">
          run <a href={`/runs/${measured.run}`}>{measured.run}</a> · {longDay(measured.recordedAt)}
        </p>
      )}
    </>
  )
}
