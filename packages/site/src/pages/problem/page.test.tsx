import { expect, it } from 'vitest'
import { Problem } from '../../problem.ts'
import { ProblemPage } from './page.tsx'

it('says what happened and what to do, and gives a way on', () => {
  const html = String(<ProblemPage problem={new Problem(400, '“<x>” is no day.', 'Write YYYY-MM-DD.')} />)
  expect(html).toMatch(/400.*This cannot be read.*“&lt;x&gt;” is no day\..*Write YYYY-MM-DD\..*action="\/search"/)
})

it('gives the number of the request where something failed here', () => {
  expect(String(<ProblemPage problem={new Problem(500, 'It failed.', 'Try again.')} requestId="abc" />)).toContain('<code>abc</code>')
})
