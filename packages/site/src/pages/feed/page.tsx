import type { Paper } from '@offprint/papers'

import { withQuery } from '../../addresses.ts'
import { longDay } from '../../calendar.ts'
import { ClaimsMoved, LedgerCounts } from '../../components/ledger-side.tsx'
import { Notice } from '../../components/notice.tsx'
import { PaperCard } from '../../components/paper-card.tsx'
import { count, counted } from '../../components/quantity.ts'
import type { Evidence } from '../../evidence.ts'
import type { Neighbour, ShownList } from './lists.ts'

type Props = {
  readonly list: ShownList
  readonly evidence: Evidence
  readonly page: number
  readonly perPage: number
  /** The list as JSON, for feed makers that read the page (lists/daily-props.ts). */
  readonly dataProps?: string
}

/** A day, a week, a month or what is trending: the papers, and beside them what the ledger says. */
export function FeedPage({ list, evidence, page, perPage, dataProps }: Props) {
  return (
    <div class="columns">
      <section aria-labelledby="list-heading">
        <ListHeading list={list} />
        {list.papers.length === 0 && <EmptyList list={list} page={page} />}
        {list.papers.length > 0 && <h2 class="unseen">Papers</h2>}
        <div data-target={dataProps && 'DailyPapers'} data-props={dataProps}>
          {list.papers.map((paper, index) => (
            <PaperCard paper={paper} evidence={evidence} why={paper.why} lead={index === 0 && page === 1} />
          ))}
        </div>
        <Paging path={list.path} page={page} perPage={perPage} total={list.total} />
      </section>
      <Side evidence={evidence} />
    </div>
  )
}

/** The front page of a fresh catalogue: the papers with a method, those that run first, and how to fill today's feed. */
export function FreshFrontPage({
  papers,
  evidence,
  today,
}: {
  readonly papers: readonly Paper[]
  readonly evidence: Evidence
  readonly today: string
}) {
  const [running, waiting] = [papers.filter(({ runnable }) => runnable), papers.filter(({ runnable }) => !runnable)]
  return (
    <div class="columns">
      <section aria-labelledby="list-heading">
        <header class="list-heading">
          <h1 id="list-heading">Papers that run here</h1>
          <p>{running.length === 0 ? 'none yet' : counted(running.length, 'paper')}</p>
        </header>
        <Notice title="Today’s feed is empty">
          <p>
            Nothing has been imported on this machine, so {longDay(today)} has no papers. One command fetches the day’s papers and fills the
            feed:
          </p>
          <pre>
            <code>npm run offprint -- import https://huggingface.co/api/daily_papers</code>
          </pre>
          <p>Until then, here are the papers whose methods come with Offprint.</p>
        </Notice>
        <h2 class="unseen">Papers that run</h2>
        {running.map((paper, index) => (
          <PaperCard paper={paper} evidence={evidence} lead={index === 0} />
        ))}
        {waiting.length > 0 && <h2 class="section">Not yet runnable</h2>}
        {waiting.map((paper) => (
          <PaperCard paper={paper} evidence={evidence} />
        ))}
      </section>
      <Side evidence={evidence} />
    </div>
  )
}

/** Links to the next and the previous part of a long list. */
export function Paging({
  path,
  page,
  perPage,
  total,
}: {
  readonly path: string
  readonly page: number
  readonly perPage: number
  readonly total: number
}) {
  const pages = Math.ceil(total / perPage)
  if (pages <= 1) return null
  return (
    <nav class="paging" aria-label="Pages of this list">
      {page > 1 && (
        <a rel="prev" href={withQuery(path, { page: page === 2 ? undefined : page - 1 })}>
          ← Previous
        </a>
      )}
      <span>
        Page {count(page)} of {count(pages)}
      </span>
      {page < pages && (
        <a rel="next" href={withQuery(path, { page: page + 1 })}>
          Next →
        </a>
      )}
    </nav>
  )
}

function ListHeading({ list }: { readonly list: ShownList }) {
  const runnable = list.papers.filter((paper) => paper.runnable).length
  const counts = [counted(list.total, 'paper'), runnable > 0 ? `${count(runnable)} run here` : undefined].filter(Boolean).join(', ')
  return (
    <header class="list-heading">
      <Step to={list.before} rel="prev" arrow="←" />
      <h1 id="list-heading">{list.heading}</h1>
      <Step to={list.after} rel="next" arrow="→" />
      <p>{[list.total === 0 ? 'no papers' : counts, list.note].filter(Boolean).join(' · ')}</p>
    </header>
  )
}

function Step({ to, rel, arrow }: { readonly to?: Neighbour; readonly rel: 'prev' | 'next'; readonly arrow: string }) {
  if (to === undefined) return null
  return (
    <a class="step" rel={rel} href={to.path} aria-label={to.name} title={to.name}>
      {arrow}
    </a>
  )
}

function EmptyList({ list, page }: { readonly list: ShownList; readonly page: number }) {
  if (list.total > 0) {
    return (
      <Notice title={`There is no page ${count(page)} of this list`}>
        <p>
          It has {counted(list.total, 'paper')}. <a href={list.path}>Go to its beginning</a>.
        </p>
      </Notice>
    )
  }
  return (
    <Notice title="No papers here">
      <p>{list.emptiness}</p>
      <p>
        {list.before && <a href={list.before.path}>← {list.before.name}</a>}{' '}
        {list.after && <a href={list.after.path}>{list.after.name} →</a>}{' '}
        {!list.before && !list.after && <a href="/trending">See what is trending</a>}
      </p>
    </Notice>
  )
}

function Side({ evidence }: { readonly evidence: Evidence }) {
  return (
    <aside class="side" aria-label="The claim ledger">
      <ClaimsMoved moved={evidence.moved} />
      <LedgerCounts ledger={evidence.ledger} />
    </aside>
  )
}
