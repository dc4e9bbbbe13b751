import { expect, it } from 'vitest'

import { latexToText } from './latex.ts'

it.each([
  ['{\\"U}ber {W}idgets', 'Über Widgets'],
  ["Erd\\H{o}s and Pok\\'emon, {\\v{C}}ech", 'Erdős and Pokémon, Čech'],
  ["\\AA ngstr\\\"om, Stra{\\ss}e, {\\L}\\'od\\'z", 'Ångström, Straße, Łódź'],
  ['na{\\"\\i}ve', 'naïve'],
  ['Cost: 5\\% \\& more -- \\emph{much} more', 'Cost: 5% & more – much more'],
  ['an $O(n_{i}^{2})$ bound', 'an $O(n_{i}^{2})$ bound'],
  ["Section~2, ``quoted''", 'Section 2, “quoted”'],
  ['\\textbf{Bold} \\textit{and {I}talic}', 'Bold and Italic'],
  ['plain', 'plain'],
])('reads %s', (latex, text) => expect(latexToText(latex)).toBe(text))
