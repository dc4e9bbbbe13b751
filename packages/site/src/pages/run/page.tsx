import type { Run } from '@offprint/lab'
import type { Child } from 'hono/jsx'

import { paperAddress, runAddress } from '../../addresses.ts'
import { clockTime } from '../../calendar.ts'
import { Notice } from '../../components/notice.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { duration } from '../../components/quantity.ts'

type Props = {
  readonly run: Run
  /** The paper whose method ran. */
  readonly paper: { readonly id: string; readonly title: string }
  readonly title: string
  /** The typed result, or nothing while there is none. */
  readonly result?: Child
  /** The growing curve of a run under way, as SVG. */
  readonly plot?: Child
  /** The token that deletes a try, where this browser started it. */
  readonly deleteToken?: string
}

/** A run on its own address: what it is, how far it is, what came out, and what can be done with it. */
export function RunPage({ run, paper, title, result, plot, deleteToken }: Props) {
  const tab = run.kind === 'try' ? 'try' : 'experiment'
  return (
    <article class="run-page">
      <header>
        <p class="paper-from">
          <a href={paperAddress(paper.id, tab)}>{paper.title}</a>
        </p>
        <h1>{title}</h1>
        <p class="provenance">{runFacts(run)}</p>
      </header>
      {isLive(run) ? <Live run={run} plot={plot} /> : <Ending run={run} again={paperAddress(paper.id, tab)} />}
      {result}
      {run.input !== null && <Input input={run.input} />}
      {run.kind === 'try' && deleteToken !== undefined && !isLive(run) && <DeleteForm run={run} token={deleteToken} />}
    </article>
  )
}

export function isLive({ state }: Run): boolean {
  return state === 'queued' || state === 'running'
}

function runFacts(run: Run): string {
  const seconds = run.startedAt && run.finishedAt ? (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000 : undefined
  return [
    run.kind,
    run.size,
    run.seed === null ? undefined : `seed ${run.seed}`,
    run.model === null ? undefined : `model ${run.model}`,
    `asked for ${clockTime(run.createdAt)}`,
    seconds === undefined ? undefined : `took ${duration(seconds)}`,
  ]
    .filter(Boolean)
    .join(' · ')
}

function Live({ run, plot }: { readonly run: Run; readonly plot?: Child }) {
  return (
    <section class="live" data-live-run={`${runAddress(run.id)}/events`} aria-label="Progress">
      <ProgressBar progress={run.progress} queuedAt={run.place} />
      <form class="cancel" method="post" action={`${runAddress(run.id)}/cancel`}>
        <button type="submit" class="plain">
          cancel
        </button>
      </form>
      <div class="live-plot">{plot}</div>
      <noscript>
        <p class="quiet small">
          This page loads itself again every few seconds. <a href={runAddress(run.id)}>Load it now</a>.
        </p>
      </noscript>
    </section>
  )
}

function Ending({ run, again }: { readonly run: Run; readonly again: string }) {
  if (run.state === 'done') return null
  const endings = {
    failed: ['This run failed', run.error ?? 'It gave no reason.'],
    cancelled: ['This run was cancelled', 'Nothing of it was kept.'],
    interrupted: [
      'This run was interrupted',
      'The program that ran it ended before the run did, and a second start did not finish it either.',
    ],
    queued: ['', ''],
    running: ['', ''],
  } as const
  const [title, text] = endings[run.state]
  return (
    <Notice title={title} tone={run.state === 'failed' ? 'fails' : 'plain'}>
      <p class="run-error">{text}</p>
      <p>
        <a href={again}>Start it again</a>
      </p>
    </Notice>
  )
}

function Input({ input }: { readonly input: Readonly<Record<string, unknown>> }) {
  return (
    <details class="numbers run-input">
      <summary>What it ran on</summary>
      <dl class="facts">
        {Object.entries(input).map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd class="input-value">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

function DeleteForm({ run, token }: { readonly run: Run; readonly token: string }) {
  return (
    <form class="delete-form" method="post" action={`${runAddress(run.id)}/delete`}>
      <input type="hidden" name="token" value={token} />
      <p>
        Nobody can find this page without its address. To remove it with all that it shows, also from another machine, the token is{' '}
        <code>{token}</code>
      </p>
      <button type="submit" class="second">
        Delete this try
      </button>
    </form>
  )
}
