import fc from 'fast-check'
import { expect, it } from 'vitest'

import { braceBalance } from '../bibtex/entries.ts'
import { toLatex } from './latex.ts'

it.each([
  ['R&D at 50% of #1', 'R\\&D at 50\\% of \\#1'],
  ['an {open brace', 'an \\{open brace'],
  ['Müller, Łukasz, 王', 'Müller, Łukasz, 王'],
  ['$O(n^2)$ time', '$O(n^2)$ time'],
  ['$\\frac{1}{2}$ of a_b', '$\\frac{1}{2}$ of a\\_b'],
  ['from $5 to $10', 'from \\$5 to \\$10'],
  ['$broken{$ braces', '\\$broken\\{\\$ braces'],
  ['$50\\%&$', '$50\\%\\&$'],
])('%s', (text, latex) => {
  expect(toLatex(text)).toBe(latex)
})

it('always leaves braces in balance, so that a field ends where it should', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('{', '}', '\\', '$', 'a', ' ', '%') }), (text) => braceBalance(toLatex(text)) === 0),
  )
})
