import { plainText } from './text.ts'

const specials: Readonly<Record<string, string>> = {
  '&': '\\&',
  '%': '\\%',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
}

// As Pandoc reads it: no space inside the dollars, no digit behind them; so "$5 and $10" is money.
const mathematics = /((?<!\\)\$(?=\S)[^$]*[^\s\\$]\$(?!\d))/

/**
 * Text as LaTeX in a BibTeX field. Unicode letters stay (biber and every BibTeX since 2010 read UTF-8); signs that LaTeX takes
 * for commands are escaped, but mathematics between dollars is kept where its braces are in balance.
 */
export function toLatex(text: string): string {
  return plainText(text)
    .split(mathematics)
    .map((part, index) => (index % 2 === 1 && bracesBalance(part) ? part.replaceAll(/(?<!\\)[&%#]/g, '\\$&') : escapeSigns(part)))
    .join('')
}

function escapeSigns(text: string): string {
  return text.replaceAll(/[&%#_~^\\{}$]/g, (sign) => specials[sign])
}

function bracesBalance(text: string): boolean {
  let depth = 0
  for (const sign of text.replaceAll(/\\./g, '')) {
    if (sign === '{') depth++
    if (sign === '}' && --depth < 0) return false
  }
  return depth === 0
}
