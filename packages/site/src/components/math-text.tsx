import { raw } from 'hono/html'
import katex from 'katex'

// Money is no formula: `$5 and $6` has a space before its closing sign or a digit after it (the rule Pandoc uses).
const formula = /\$\$([^$]{1,2000}?)\$\$|\$(?![\s$])((?:\\\$|[^$]){1,1000}?)(?<![\s\\])\$(?!\d)/g
const lineBreaks = /\s*\n\s*\n\s*/

/** A text with `$…$` and `$$…$$` set as MathML; what is no formula, or a broken one, stays as it was written. */
export function MathText({ text }: { readonly text: string }) {
  return <>{[...pieces(text)].map((piece) => (typeof piece === 'string' ? piece : raw(piece.html)))}</>
}

/** Paragraphs of a text with maths; blank lines part them. */
export function MathParagraphs({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(lineBreaks).map((paragraph) => (
        <p>
          <MathText text={paragraph} />
        </p>
      ))}
    </>
  )
}

/** The text without its formulas' dollar signs, for titles of tabs and feeds. */
export function plainText(text: string): string {
  return text.replace(formula, (_, display?: string, inline?: string) => display ?? inline ?? '')
}

/** At most `length` characters, cut after a word and never inside a formula. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text
  const open = [...text.matchAll(formula)].find(({ index, 0: { length: size } }) => index < length && index + size > length)
  const end = open?.index ?? (text.lastIndexOf(' ', length) > length / 2 ? text.lastIndexOf(' ', length) : length)
  return `${text.slice(0, end).replace(/[\s,;:.–-]+$/, '')} …`
}

function* pieces(text: string): Generator<string | { html: string }> {
  let end = 0
  if (text.includes('$')) {
    for (const match of text.matchAll(formula)) {
      yield text.slice(end, match.index)
      yield setFormula(match)
      end = match.index + match[0].length
    }
  }
  yield text.slice(end)
}

// Without trust \href and \includegraphics are shown as text, maxExpand and maxSize bound hostile macros, and KaTeX escapes what it prints.
function setFormula(match: RegExpExecArray): string | { html: string } {
  const [whole, display, inline] = match
  try {
    const html = katex.renderToString(display ?? inline, {
      output: 'mathml',
      displayMode: display !== undefined,
      throwOnError: true,
      strict: 'ignore',
      trust: false,
      maxExpand: 200,
      maxSize: 10,
    })
    return { html: forOurPages(html) }
  } catch {
    return whole
  }
}

// The policy of our pages refuses style attributes; KaTeX uses them for \color alone. Single letters are marked so that the
// style sheet can set them in the text's own italic: few machines have a font for mathematical letters.
function forOurPages(html: string): string {
  return html.replaceAll(/ style="[^"]*"/g, '').replaceAll(/<mi>(\p{L})<\/mi>/gu, '<mi class="letter">$1</mi>')
}
