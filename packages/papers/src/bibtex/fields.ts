/** One entry: its type and field names in lower case, values as written (LaTeX), abbreviations replaced. */
export type BibtexEntry = { readonly type: string; readonly key: string; readonly fields: ReadonlyMap<string, string> }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The abbreviations that BibTeX knows from the start: the months. */
export function standardAbbreviations(): Map<string, string> {
  return new Map(months.map((name, index) => [name, String(index + 1)]))
}

/** Parses the text of one entry. An `@string` adds to `abbreviations` and gives undefined, as do `@comment` and `@preamble`. Throws SyntaxError. */
export function parseBibtexEntry(text: string, abbreviations: Map<string, string>): BibtexEntry | undefined {
  const head = /^\s*@\s*(\w+)\s*[{(]\s*/.exec(text)
  if (!head) throw new SyntaxError('no entry begins here')
  const type = head[1].toLowerCase()
  if (type === 'comment' || type === 'preamble') return undefined
  const key = type === 'string' ? '' : (/^[^,\s})]*/.exec(text.slice(head[0].length))?.[0] ?? '')
  const fields = parseFields(text.slice(head[0].length + key.length), abbreviations)
  if (type !== 'string') return { type, key, fields }
  for (const [name, value] of fields) abbreviations.set(name, value)
  return undefined
}

function parseFields(text: string, abbreviations: ReadonlyMap<string, string>): Map<string, string> {
  const fields = new Map<string, string>()
  let rest = text.replace(/^[\s,]+/, '')
  for (let name = fieldName.exec(rest); name; name = fieldName.exec(rest)) {
    const value = readValue(rest.slice(name[0].length), abbreviations)
    fields.set(name[1].toLowerCase(), value.text)
    rest = value.rest.replace(/^[\s,]+/, '')
  }
  if (!/^[})]?\s*$/.test(rest)) throw new SyntaxError(`cannot read "${rest.trim().slice(0, 40)}"`)
  return fields
}

const fieldName = /^([A-Za-z][\w:.+-]*)\s*=\s*/

/** A value: pieces joined by `#`, each in braces, in quotes, a number or an abbreviation. */
function readValue(text: string, abbreviations: ReadonlyMap<string, string>): { text: string; rest: string } {
  const length = pieceLength(text)
  const piece = text.slice(0, length)
  const value = /^[{"]/.test(piece) ? piece.slice(1, -1) : /^\d+$/.test(piece) ? piece : (abbreviations.get(piece.toLowerCase()) ?? piece)
  const joint = /^\s*#\s*/.exec(text.slice(length))
  if (!joint) return { text: value, rest: text.slice(length) }
  const next = readValue(text.slice(length + joint[0].length), abbreviations)
  return { text: value + next.text, rest: next.rest }
}

function pieceLength(text: string): number {
  if (text[0] !== '{' && text[0] !== '"') {
    const word = /^[^\s,#})"]+/.exec(text)
    if (!word) throw new SyntaxError(`a value is missing before "${text.trim().slice(0, 40)}"`)
    return word[0].length
  }
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '{') depth++
    else if (text[i] === '}' && --depth === 0 && text[0] === '{') return i + 1
    else if (text[i] === '"' && i > 0 && depth === 0 && text[0] === '"') return i + 1
  }
  throw new SyntaxError('a value is never closed')
}
