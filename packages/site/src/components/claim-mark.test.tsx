import { expect, it } from 'vitest'
import { standing } from '../testing/standing.ts'
import { ClaimMark, markLabel, VerdictSign } from './claim-mark.tsx'

it('draws the paper’s figure as a stroke, ours as a dot and the interval as a line, in order', () => {
  const html = String(<ClaimMark standing={standing({ paper: 0.9, measured: 0.8, low: 0.7, high: 0.85, verdict: 'partly' })} />)
  const [dot, stroke] = [/cx="([\d.]+)"/, /mark-paper" x1="([\d.]+)"/].map((pattern) => Number(html.match(pattern)?.[1]))
  expect(dot).toBeLessThan(stroke)
  expect(html).toContain('mark-interval')
  expect(html).toContain('class="mark partly"')
})

it('stays on the axis where all figures are equal or none is there', () => {
  const equal = String(<ClaimMark standing={standing({ paper: 0.5, measured: 0.5, verdict: 'holds' })} />)
  expect(equal).toContain('cx="52"')
  expect(String(<ClaimMark standing={standing({ paper: null, measured: null, verdict: 'not testable here' })} />)).not.toContain('circle')
})

it('says in words what the mark shows', () => {
  expect(markLabel(standing({ paper: 0.91, measured: 0.842, low: 0.8, high: 0.88, verdict: 'partly' }))).toBe(
    'paper 91.0 %, here 84.2 % (80.0–88.0), partly',
  )
  expect(String(<VerdictSign verdict="fails" short />)).toMatch(/✕.*fails/)
  expect(String(<VerdictSign verdict={null} />)).toContain('not run yet')
})
