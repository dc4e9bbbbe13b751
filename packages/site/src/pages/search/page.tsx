import type { FoundPaper, SearchAnswer } from '@offprint/papers'

import { MathText } from '../../components/math-text.tsx'
import { Notice } from '../../components/notice.tsx'
import { PaperCard } from '../../components/paper-card.tsx'
import { count, counted, duration } from '../../components/quantity.ts'
import type { Evidence } from '../../evidence.ts'
import { Paging } from '../feed/page.tsx'
import type { SearchFields } from './route.ts'

type Props = {
  readonly fields: SearchFields
  /** False where nothing was asked for yet. */
  readonly asked: boolean
  readonly path: string
  readonly answer: SearchAnswer
  readonly evidence: Evidence
  readonly page: number
  readonly perPage: number
}

/** The search form with its filters, how the query was understood, and what was found with the words sought marked. */
export function SearchPage({ fields, asked, path, answer, evidence, page, perPage }: Props) {
  return (
    <div class="columns">
      <section aria-labelledby="list-heading">
        <h1 id="list-heading" class="page-title">
          Search
        </h1>
        <SearchForm fields={fields} />
        {asked && <Understood answer={answer} />}
        {asked && answer.total === 0 && <NothingFound />}
        {answer.papers.length > 0 && <h2 class="unseen">Papers found</h2>}
        {answer.papers.map((paper) => (
          <PaperCard paper={paper} evidence={evidence} passage={<Passage paper={paper} />} />
        ))}
        <Paging path={path} page={page} perPage={perPage} total={answer.total} />
      </section>
      <aside class="side" aria-label="How to search">
        <section class="side-part">
          <h2>How to search</h2>
          <dl class="hints">
            <Hint text={'"exact words"'} means="these words in this order" />
            <Hint text={'author:"ada crease"'} means="written by" />
            <Hint text="category:cs.CL" means="in an arXiv category" />
            <Hint text={'org:"some university"'} means="from an organisation" />
            <Hint text="after:2025-01-01" means="published that day or later" />
            <Hint text="before:2025-12-31" means="published that day or earlier" />
          </dl>
        </section>
      </aside>
    </div>
  )
}

function SearchForm({ fields }: Pick<Props, 'fields'>) {
  return (
    <search aria-label="Papers">
      <form class="search-form" action="/search">
        <div class="query-row">
          <label class="unseen" for="query">
            Words
          </label>
          <input id="query" type="search" name="q" value={fields.q} placeholder="Words, a title, a name" />
          <button type="submit">Search</button>
        </div>
        <div class="fields">
          <Filter name="author" title="Author" value={fields.author} />
          <Filter name="category" title="Category" value={fields.category} />
          <Filter name="after" title="Published from" value={fields.after} form="YYYY-MM-DD" />
          <Filter name="before" title="Published up to" value={fields.before} form="YYYY-MM-DD" />
        </div>
      </form>
    </search>
  )
}

function Filter({
  name,
  title,
  value,
  form,
}: {
  readonly name: string
  readonly title: string
  readonly value: string
  readonly form?: string
}) {
  return (
    <div class="field">
      <label for={`filter-${name}`}>{title}</label>
      <input
        id={`filter-${name}`}
        type="text"
        name={name}
        value={value}
        placeholder={form}
        pattern={form && '\\d{4}-\\d{2}-\\d{2}'}
        title={form}
      />
    </div>
  )
}

function Understood({ answer }: Pick<Props, 'answer'>) {
  const { filters } = answer.understood
  const said = [
    answer.total === 0 ? 'nothing found' : counted(answer.total, 'paper'),
    ...Object.entries(filters).map(([name, value]) => `${name} ${value}`),
    answer.droppedWords.length > 0 ? `without ${answer.droppedWords.join(', ')}, which most papers have` : undefined,
    duration(answer.tookMs / 1000) === '0.0 s' ? `${count(Math.max(1, Math.round(answer.tookMs)))} ms` : duration(answer.tookMs / 1000),
  ]
  return <p class="understood">{said.filter(Boolean).join(' · ')}</p>
}

function NothingFound() {
  return (
    <Notice title="No paper has all of that">
      <p>Every word must be in the paper, as it is written. Try fewer words, another form of a word, or drop a filter.</p>
    </Notice>
  )
}

// The catalogue marks what matched with U+0002 and U+0003, signs that no text has.
function Passage({ paper }: { readonly paper: FoundPaper }) {
  const [head, ...rest] = paper.snippet.split('\u0002').map((piece) => piece.split('\u0003'))
  return (
    <>
      <MathText text={head.join('')} />
      {rest.map(([match, ...after]) => (
        <>
          <mark>{match}</mark>
          <MathText text={after.join('')} />
        </>
      ))}
    </>
  )
}

function Hint({ text, means }: { readonly text: string; readonly means: string }) {
  return (
    <div>
      <dt>
        <code>{text}</code>
      </dt>
      <dd>{means}</dd>
    </div>
  )
}
