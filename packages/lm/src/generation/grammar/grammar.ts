/** A range of code points, both ends included. */
export type CharRange = readonly [low: number, high: number]

/** What an alternative is made of: a set of characters, or another rule by name. */
export type GrammarSymbol = { readonly ranges: readonly CharRange[]; readonly negated: boolean } | { readonly rule: string }

/** Each rule is a list of alternatives, each a sequence of symbols; generation begins at `root`. */
export type Grammar = ReadonlyMap<string, readonly (readonly GrammarSymbol[])[]>

export class GrammarError extends Error {
  override readonly name = 'GrammarError'
  readonly code = 'grammar'
}

/** Throws GrammarError where a rule is missing, `root` too, or where a rule could begin with itself without reading a character. */
export function checkGrammar(grammar: Grammar): Grammar {
  if (!grammar.has('root')) throw new GrammarError('The grammar has no rule "root": generation begins there.')
  for (const [name, alternatives] of grammar) {
    for (const symbol of alternatives.flat()) {
      if ('rule' in symbol && !grammar.has(symbol.rule))
        throw new GrammarError(`Rule "${name}" uses "${symbol.rule}", which is not defined.`)
    }
  }
  const nullable = nullableRules(grammar)
  for (const name of grammar.keys()) {
    if (beginsWithItself(grammar, name, name, nullable, new Set()))
      throw new GrammarError(`Rule "${name}" can begin with itself without reading a character: write the repetition with * instead.`)
  }
  return grammar
}

function nullableRules(grammar: Grammar): Set<string> {
  const nullable = new Set<string>()
  for (let before = -1; before !== nullable.size; ) {
    before = nullable.size
    for (const [name, alternatives] of grammar) {
      if (alternatives.some((sequence) => sequence.every((symbol) => 'rule' in symbol && nullable.has(symbol.rule)))) nullable.add(name)
    }
  }
  return nullable
}

function beginsWithItself(grammar: Grammar, wanted: string, from: string, nullable: Set<string>, seen: Set<string>): boolean {
  for (const sequence of grammar.get(from) ?? []) {
    for (const symbol of sequence) {
      if (!('rule' in symbol)) break
      if (symbol.rule === wanted) return true
      if (!seen.has(symbol.rule)) {
        seen.add(symbol.rule)
        if (beginsWithItself(grammar, wanted, symbol.rule, nullable, seen)) return true
      }
      if (!nullable.has(symbol.rule)) break
    }
  }
  return false
}
