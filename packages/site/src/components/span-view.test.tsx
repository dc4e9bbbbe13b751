import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cut, SpanView } from './span-view.tsx'

const span = (start: number, end: number) => ({ start, end, label: 'crease', tone: 'flag' as const })

it('marks the passages in place and lists them by number', () => {
  const html = String(<SpanView text="please fold here" spans={[{ ...span(7, 11), score: 0.8, note: 'sharp' }]} />)
  expect(html).toMatch(/please <mark class="span flag">fold<sup>.*1<\/sup><\/mark> here/)
  expect(html).toMatch(/<td>fold<\/td><td>crease<\/td><td>0\.8<\/td><td>sharp<\/td>/)
})

it('shades the passages of a text that is cut all over, and folds their table away', () => {
  const text = 'abcdefghijklmnopqrstuvwxyzabcd'
  const html = String(<SpanView text={text} spans={[...text].map((_, at) => span(at, at + 1))} />)
  expect(html).not.toContain('<sup>')
  expect(html.match(/<span class="unit flag shade-(1|5)">/g)).toHaveLength(30)
  expect(html).toContain('<summary>30 passages</summary>')
})

it('gives the text back whole, whatever the spans are', () => {
  const spans = fc.array(fc.tuple(fc.nat(30), fc.nat(30)).map(([start, end]) => span(start, end)))
  fc.assert(
    fc.property(
      fc.string({ maxLength: 20 }),
      spans,
      (text, given) =>
        cut(text, given)
          .map(({ piece }) => piece)
          .join('') === text,
    ),
  )
})
