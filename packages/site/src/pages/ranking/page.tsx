import { trendingConstants, trendingFormula, trendingScore } from '@offprint/papers'
import { raw } from 'hono/html'
import katex from 'katex'

const { commentWeight, start, headStartDays, gravity, windowDays } = trendingConstants

const formulaTex = String.raw`\frac{\text{votes} + ${commentWeight} \cdot \text{comments} + ${start}}{(\text{age in days} + ${headStartDays})^{${gravity}}}`

const constants = [
  ['commentWeight', commentWeight, 'What a comment counts beside a vote: somebody read the paper.'],
  ['start', start, 'What every paper has, so that a new one without votes stands somewhere.'],
  ['headStartDays', headStartDays, 'Added to the age, so that the first hours do not decide everything.'],
  ['gravity', gravity, 'How fast age weighs.'],
  ['windowDays', windowDays, 'Older papers are left out, counted from the newest day that has papers.'],
] as const

/** Papers as the formula sees them: votes, comments, days. */
const examples = [
  [0, 0, 0],
  [10, 2, 0],
  [10, 2, 1],
  [40, 8, 6],
  [553, 12, 25],
] as const

/** How lists are ordered: what a reader may ask of a site that puts one paper above another. */
export function RankingPage() {
  return (
    <article class="prose">
      <h1>How lists are ordered</h1>
      <p>
        Nobody pays for a place and nothing is learned from what you read. Each item of a list says why it stands there, under “why here?”;
        this page gives the rules behind it.
      </p>
      <h2>Days, weeks and months</h2>
      <p>
        A paper stands under its feed day, in UTC: the day on which a feed featured it, else the day of its publication, and then its page
        says so. Within the list, most votes come first; equal votes keep the order of the feed. Votes and comments that came with an import
        count as they came.
      </p>
      <h2>Trending</h2>
      <p class="formula">
        <Formula />
      </p>
      <p>
        In plain text: <code>{trendingFormula}</code>. The age counts from the beginning of the feed day. The constants are chosen, not
        fitted to anything:
      </p>
      <table class="data">
        <thead>
          <tr>
            <th scope="col">constant</th>
            <th scope="col" class="figure">
              value
            </th>
            <th scope="col">why</th>
          </tr>
        </thead>
        <tbody>
          {constants.map(([name, value, why]) => (
            <tr>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td class="figure">{value}</td>
              <td>{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>What that means:</p>
      <table class="data">
        <thead>
          <tr>
            {['votes', 'comments', 'days old', 'score'].map((name) => (
              <th scope="col" class="figure">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {examples.map(([votes, comments, days]) => (
            <tr>
              {[votes, comments, days, trendingScore(votes, comments, days).toPrecision(3)].map((value) => (
                <td class="figure">{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <h2>Search</h2>
      <p>
        A paper must have every word of the query, as it is written; upper case and accents make no difference. What is found is ordered by
        BM25, which weighs how often a word stands in a paper against how rare it is. Beyond 40,000 matches, words that stand in over half
        of all papers are left out of the order, and the page says which.
      </p>
      <h2>Claims</h2>
      <p>
        The verdict of a claim follows from a rule that was written before the run. The first recorded run stays in the{' '}
        <a href="/claims">ledger</a>, with all that came after it.
      </p>
    </article>
  )
}

function Formula() {
  return raw(katex.renderToString(`\\text{score} = ${formulaTex}`, { output: 'mathml', displayMode: true }))
}
