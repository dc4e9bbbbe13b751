import { type CharRange, checkGrammar, type Grammar, GrammarError, type GrammarSymbol } from './grammar.ts'

/**
 * Reads a grammar in GBNF, the notation of llama.cpp: `name ::= alternative | alternative`, "text", [a-z], [^a], `.`, ( ), * + ? {m,n}, # remarks.
 * Throws GrammarError with the line where it cannot be read.
 */
export function parseGrammar(text: string): Grammar {
  const rules = new Map<string, (readonly GrammarSymbol[])[]>()
  const reader = createReader(text)
  reader.space(true)
  while (!reader.atEnd()) {
    const name = reader.name('a rule name')
    reader.space(false)
    reader.expect('::=')
    reader.space(true)
    if (rules.has(name)) throw reader.error(`rule "${name}" is defined twice`)
    rules.set(name, [])
    rules.set(name, alternatives(reader, rules, name, false))
    reader.space(true)
  }
  return checkGrammar(rules)
}

type Reader = ReturnType<typeof createReader>
type Rules = Map<string, (readonly GrammarSymbol[])[]>

function alternatives(reader: Reader, rules: Rules, owner: string, nested: boolean): (readonly GrammarSymbol[])[] {
  const found = [sequence(reader, rules, owner, nested)]
  while (reader.take('|')) {
    reader.space(true)
    found.push(sequence(reader, rules, owner, nested))
  }
  return found
}

function sequence(reader: Reader, rules: Rules, owner: string, nested: boolean): readonly GrammarSymbol[] {
  const symbols: GrammarSymbol[] = []
  while (!reader.atEnd() && !reader.sees('|') && !reader.sees(')') && (nested || !reader.seesRule())) {
    const item = element(reader, rules, owner)
    symbols.push(...repeated(reader, rules, owner, item))
    reader.space(nested)
    if (!nested && reader.takeLineEnd()) {
      reader.space(true)
      if (!reader.sees('|')) break
    }
  }
  return symbols
}

function element(reader: Reader, rules: Rules, owner: string): readonly GrammarSymbol[] {
  if (reader.take('"')) return reader.quoted()
  if (reader.take('[')) return [reader.characterSet()]
  if (reader.take('.')) return [{ ranges: [], negated: true }]
  if (reader.take('(')) {
    reader.space(true)
    const name = freshName(rules, owner)
    rules.set(name, [])
    rules.set(name, alternatives(reader, rules, owner, true))
    reader.expect(')')
    return [{ rule: name }]
  }
  return [{ rule: reader.name('a rule name, a quote, a bracket or a parenthesis') }]
}

/** x* becomes r ::= x r | ; x{m,n} is written out. */
function repeated(reader: Reader, rules: Rules, owner: string, item: readonly GrammarSymbol[]): readonly GrammarSymbol[] {
  const [least, most] = reader.repetition()
  const fixed = Array.from({ length: least }, () => item).flat()
  if (most === least) return fixed
  if (most === Number.POSITIVE_INFINITY) {
    const name = freshName(rules, owner)
    rules.set(name, [[...item, { rule: name }], []])
    return [...fixed, { rule: name }]
  }
  let rest: readonly GrammarSymbol[] = []
  for (let i = least; i < most; i++) {
    const name = freshName(rules, owner)
    rules.set(name, [[...item, ...rest], []])
    rest = [{ rule: name }]
  }
  return [...fixed, ...rest]
}

function freshName(rules: Rules, owner: string): string {
  return `${owner}#${rules.size}`
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function createReader(text: string) {
  let at = 0
  const lineNumber = () => text.slice(0, at).split('\n').length
  const error = (what: string) => new GrammarError(`Line ${lineNumber()} of the grammar: ${what}.`)
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at += found[0].length
    return found
  }
  const character = (): number => {
    const hex = match(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y)
    if (hex) return Number.parseInt(hex[1] ?? hex[2] ?? hex[3], 16)
    const escaped = match(/\\(.)/y)
    if (escaped) return (escapes[escaped[1]] ?? escaped[1]).codePointAt(0)!
    const plain = match(/[^\n]/uy)
    if (!plain) throw error('a quote or a bracket is not closed')
    return plain[0].codePointAt(0)!
  }
  return {
    error,
    atEnd: () => at >= text.length,
    sees: (piece: string) => text.startsWith(piece, at),
    seesRule: () => /[\w-]+[ \t]*::=/y.test(text.slice(at)),
    take: (piece: string) => {
      const there = text.startsWith(piece, at)
      if (there) at += piece.length
      return there
    },
    takeLineEnd: () => match(/\r?\n/y) !== null,
    space: (lines: boolean) => void match(lines ? /(?:\s|#[^\n]*)*/y : /(?:[ \t]|#[^\n]*)*/y),
    expect: (piece: string) => {
      if (!text.startsWith(piece, at)) throw error(`"${piece}" is expected, "${text.slice(at, at + 10)}" stands there`)
      at += piece.length
    },
    name: (what: string) => {
      const found = match(/[a-zA-Z_][\w-]*/y)
      if (!found) throw error(`${what} is expected, "${text.slice(at, at + 10)}" stands there`)
      return found[0]
    },
    quoted: (): GrammarSymbol[] => {
      const symbols: GrammarSymbol[] = []
      while (!match(/"/y)) {
        const code = character()
        symbols.push({ ranges: [[code, code]], negated: false })
      }
      return symbols
    },
    characterSet: (): GrammarSymbol => {
      const negated = match(/\^/y) !== null
      const ranges: CharRange[] = []
      while (!match(/\]/y)) {
        const low = character()
        ranges.push([low, match(/-(?!\])/y) ? character() : low])
      }
      return { ranges, negated }
    },
    repetition: (): readonly [number, number] => {
      const found = match(/[*+?]|\{(\d+)(,(\d*))?\}/y)
      if (!found) return [1, 1]
      if (found[0] === '*') return [0, Number.POSITIVE_INFINITY]
      if (found[0] === '+') return [1, Number.POSITIVE_INFINITY]
      if (found[0] === '?') return [0, 1]
      const least = Number(found[1])
      const most = found[2] === undefined ? least : found[3] === '' ? Number.POSITIVE_INFINITY : Number(found[3])
      if (most < least || least > 1000 || (most !== Number.POSITIVE_INFINITY && most > 1000))
        throw error(`the repetition ${found[0]} is empty or longer than 1,000`)
      return [least, most]
    },
  }
}
