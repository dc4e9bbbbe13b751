import type { Problem } from '../../problem.ts'

const headings: Readonly<Record<number, string>> = {
  400: 'This cannot be read',
  403: 'This is not yours to do',
  404: 'Not here',
  405: 'Not that way',
  409: 'Not now',
  413: 'Too much at once',
  414: 'Too long an address',
  429: 'Too many requests',
  500: 'This failed',
  503: 'Come back later',
  507: 'No space left',
}

/** What happened, and what to do. */
export function ProblemPage({ problem, requestId }: { readonly problem: Problem; readonly requestId?: string }) {
  return (
    <section class="problem">
      <p class="problem-status">{problem.status}</p>
      <h1>{headings[problem.status] ?? 'This did not work'}</h1>
      <p class="problem-what">{problem.message}</p>
      <p>{problem.advice}</p>
      {requestId !== undefined && (
        <p class="provenance">
          request <code>{requestId}</code>
        </p>
      )}
      <search aria-label="Search instead">
        <form class="problem-search" action="/search">
          <label class="unseen" for="problem-query">
            Search papers
          </label>
          <input id="problem-query" type="search" name="q" placeholder="Search papers" />
          <button type="submit">Search</button>
        </form>
      </search>
      <p>
        <a href="/">Front page</a> · <a href="/trending">Trending</a> · <a href="/methods">Papers that run</a>
      </p>
    </section>
  )
}
