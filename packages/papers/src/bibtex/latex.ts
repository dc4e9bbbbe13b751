/** Combining marks of LaTeX's accent commands (Unicode, U+0300 to U+036F). */
const accents: Readonly<Record<string, string>> = {
  '`': '\u0300', "'": '\u0301', '^': '\u0302', '~': '\u0303', '=': '\u0304', u: '\u0306', '.': '\u0307', '"': '\u0308',
  r: '\u030a', H: '\u030b', v: '\u030c', d: '\u0323', c: '\u0327', k: '\u0328', b: '\u0331',
} // biome-ignore format: a table reads best in rows

const letters: Readonly<Record<string, string>> = {
  ss: 'ß', ae: 'æ', AE: 'Æ', oe: 'œ', OE: 'Œ', o: 'ø', O: 'Ø', l: 'ł', L: 'Ł', aa: 'å', AA: 'Å', i: 'ı', j: 'ȷ', dh: 'ð', DH: 'Ð', th: 'þ', TH: 'Þ',
  dj: 'đ', DJ: 'Đ', ng: 'ŋ', NG: 'Ŋ', textendash: '–', textemdash: '—', textquoteright: '’', textquoteleft: '‘', textasciitilde: '~', textbackslash: '\\',
} // biome-ignore format: a table reads best in rows

/** LaTeX of a BibTeX field as plain text: accents become letters, braces and font commands go, mathematics stays as it is. */
export function latexToText(source: string): string {
  return source
    .split(/(?<!\\)(\$[^$]*(?<!\\)\$)/)
    .map((part, index) => (index % 2 === 1 ? part : wordsToText(part)))
    .join('')
}

function wordsToText(source: string): string {
  return source
    .replace(/\\([`'^~=."])\s*(?:\{\s*(\\?[A-Za-z])\s*\}|(\\?[A-Za-z]))/g, (_, accent, braced, bare) => compose(accent, braced ?? bare))
    .replace(/\\([uvHcdbkr])\s*(?:\{\s*(\\?[A-Za-z])\s*\}|\s(\\?[A-Za-z]))/g, (_, accent, braced, bare) => compose(accent, braced ?? bare))
    .replace(/\\([A-Za-z]+)(?:\{\}|\s+|(?![A-Za-z]))/g, (command, name) => letters[name] ?? command)
    .replace(/\\(?:emph|text[a-z]{2}|textit|textsc|textsuperscript|textsubscript|mbox|url|uppercase|lowercase)\s*\{/g, '{')
    .replace(/\\(?:it|bf|em|tt|sc|rm|sf)\b\s*/g, '')
    .replace(/\\([&%_$#{}])/g, (_, sign) => (sign === '{' ? '\u0001' : sign === '}' ? '\u0002' : sign))
    .replace(/[{}]/g, '')
    .replaceAll('\u0001', '{')
    .replaceAll('\u0002', '}')
    .replace(/(?<!\\)~/g, ' ')
    .replaceAll('---', '—')
    .replaceAll('--', '–')
    .replaceAll('``', '“')
    .replaceAll("''", '”')
}

function compose(accent: string, letter: string): string {
  // The dotless i and j stand only under accents, where Unicode wants the plain letter.
  return (letter.replace('\\', '') + accents[accent]).normalize('NFC')
}
