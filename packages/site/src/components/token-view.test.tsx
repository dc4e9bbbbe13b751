import { expect, it } from 'vitest'
import { TokenView } from './token-view.tsx'

const view = (scores: number[]) =>
  String(
    <TokenView scale="probability" tokens={scores.map((score, n) => ({ text: `t${n} `, score, note: n === 1 ? 'a note' : undefined }))} />,
  )
const shades = (html: string) => [...html.matchAll(/token shade-(\d+)" data-score/g)].map((match) => Number(match[1]))

it('shades shares on 0 to 1, so that unlikely tokens stay pale', () => {
  expect(shades(view([0.1, 0.2]))).toEqual([1, 2])
})

it('shades other scores over their own range', () => {
  expect(shades(view([-4, 0, 4]))).toEqual([0, 5, 10])
})

it('states the scale, and has the same numbers as a table', () => {
  const html = view([0.25, 0.5])
  expect(html).toContain('Shade: probability, from 0 ')
  expect(html).toMatch(/<td>t1␣<\/td><td class="figure">0\.5<\/td><td>a note<\/td>/)
})

it('puts up with no tokens, equal scores and what is no number', () => {
  expect(shades(view([]))).toEqual([])
  expect(shades(view([7, 7, Number.NaN]))).toEqual([0, 0, 0])
})
