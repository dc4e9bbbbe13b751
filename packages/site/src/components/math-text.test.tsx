import { expect, it } from 'vitest'
import { MathParagraphs, MathText, plainText, shorten } from './math-text.tsx'

const rendered = (text: string) => String(<MathText text={text} />)

it('sets formulas as MathML and leaves the words around them', () => {
  const html = rendered('of order $O(n \\log n)$ in all')
  expect(html).toMatch(/^of order <span class="katex"><math .*<\/math><\/span> in all$/)
})

it('leaves prices, lone dollars and empty pairs alone', () => {
  for (const text of ['from $5 to $6 a day', 'costs $20', '$$', 'US$ 3 and US$ 4']) expect(rendered(text)).toBe(text)
})

it('escapes hostile text, in and out of formulas', () => {
  const html = rendered('<img src=x onerror=alert(1)> $\\text{<script>alert(1)</script>}$ $\\href{javascript:alert(1)}{x}$')
  expect(html).not.toMatch(/<img|<script|href="javascript/)
})

it('lets no formula link to anywhere', () => {
  expect(rendered('$\\href{https://elsewhere.example}{x}$')).not.toMatch(/href=/)
})

it('shows a broken formula as it was written and survives one that expands without end', () => {
  expect(rendered('see $\\frac{1}{$ here')).toBe('see $\\frac{1}{$ here')
  expect(rendered('$\\def\\a{\\a\\a}\\a$')).toContain('\\def')
})

it('writes no style attribute, which the content policy would refuse', () => {
  expect(rendered('$\\color{red}{x}$')).not.toContain('style=')
})

it('parts paragraphs at blank lines', () => {
  expect(String(<MathParagraphs text={'one\n\ntwo'} />)).toBe('<p>one</p><p>two</p>')
})

it('shortens after a word and before a formula that would be cut', () => {
  expect(shorten('a few plain words, no more', 20)).toBe('a few plain words …')
  expect(shorten('order $O(n + m + k + l)$ holds', 14)).toBe('order …')
  expect(shorten('short', 20)).toBe('short')
})

it('drops the dollar signs where MathML cannot go', () => {
  expect(plainText('The $k$-means problem')).toBe('The k-means problem')
})
