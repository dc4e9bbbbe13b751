import type { MethodEntry } from '@offprint/lab'

import { paperAddress } from '../../addresses.ts'
import { monthName } from '../../calendar.ts'
import { count, counted, verdictClass, verdictSigns } from '../../components/quantity.ts'
import type { Evidence } from '../../evidence.ts'

type Props = { readonly evidence: Evidence; readonly paperId: (method: MethodEntry) => string }

/** The methods: what runs with its evidence, then what is only written down so far. */
export function MethodsPage({ evidence, paperId }: Props) {
  const [running, waiting] = [evidence.methods.filter(({ runnable }) => runnable), evidence.methods.filter(({ runnable }) => !runnable)]
  return (
    <div>
      <h1 class="page-title">Methods</h1>
      <p class="page-about">
        {count(evidence.methods.length)} papers have a folder here.{' '}
        {running.length === 1 ? 'One of them runs' : `${count(running.length)} of them run`}: try it on your own text, or run its experiment
        again.
      </p>
      {running.map((method) => (
        <Running method={method} evidence={evidence} id={paperId(method)} />
      ))}
      {waiting.length > 0 && <h2 class="section">Not yet runnable</h2>}
      <ul class="waiting">
        {waiting.map((method) => (
          <li>
            <a href={paperAddress(paperId(method))}>{method.card.title}</a>
            <span class="quiet">
              {monthName(method.card.published)} · {counted(method.card.claims.length, 'claim')}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Running({ method, evidence, id }: { readonly method: MethodEntry; readonly evidence: Evidence; readonly id: string }) {
  return (
    <article class="method">
      <div>
        <h2>
          <a href={paperAddress(id)}>{method.card.title}</a>
        </h2>
        <p class="paper-summary">{method.card.summary}</p>
      </div>
      <ul>
        {method.try && (
          <li>
            <a class="run-it" href={paperAddress(id, 'try')}>
              {method.try.title}
            </a>
          </li>
        )}
        {method.experiments.map(({ name, title, kind }) => (
          <li>
            <a href={`${paperAddress(id, 'experiment')}#${name}`}>{title}</a> <span class="kind">{kind}</span>
          </li>
        ))}
        <li>
          <Verdicts evidence={evidence} slug={method.slug} />
        </li>
        <li>
          <code>{method.slug}</code>
        </li>
      </ul>
    </article>
  )
}

function Verdicts({ evidence, slug }: { readonly evidence: Evidence; readonly slug: string }) {
  const verdicts = Map.groupBy(evidence.standings(slug), ({ verdict }) => verdict)
  return (
    <span>
      {[...verdicts].map(([verdict, claims]) => (
        <span class={`verdict ${verdictClass(verdict)}`}>
          {verdict !== null && <span aria-hidden="true">{verdictSigns[verdict]} </span>}
          {claims.length} {verdict ?? 'not run yet'}{' '}
        </span>
      ))}
    </span>
  )
}
