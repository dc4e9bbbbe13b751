import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { constrainToGrammar } from './constrain.ts'
import { GrammarError } from './grammar.ts'
import { grammarOfSchema } from './json-schema.ts'
import { createMatcher } from './matcher.ts'
import { parseGrammar } from './parse.ts'

function accepts(grammarText: string, text: string): boolean {
  const matcher = createMatcher(parseGrammar(grammarText))
  let state: ReturnType<typeof matcher.next> = matcher.start
  for (const byte of new TextEncoder().encode(text)) state = state && matcher.next(state, byte)
  return state !== undefined && matcher.isComplete(state)
}

describe('a grammar in GBNF', () => {
  it('reads alternatives, repetitions, sets, groups and remarks', () => {
    const text =
      'root ::= greeting (", " name)* end? # a remark\ngreeting ::= "hello" |\n  "good " [md] [a-z]{2,6}\nname ::= [A-Z] [^,!0-9]+\nend ::= "!"{1,3}\n'
    for (const yes of ['hello', 'good day', 'hello, Ada', 'good morn, Zoë, Bołek!!!']) expect(accepts(text, yes), yes).toBe(true)
    for (const no of ['', 'hell', 'good d', 'hello, ada', 'hello!!!!', 'hello, A1']) expect(accepts(text, no), no).toBe(false)
  })

  it('reads characters beyond ASCII byte by byte, in sets and as escapes', () => {
    expect(accepts('root ::= [α-ω]+', 'λόγος'.normalize('NFD').replaceAll(/\u0301/g, ''))).toBe(true)
    expect(accepts('root ::= [α-ω]+', 'logos')).toBe(false)
    expect(accepts('root ::= "\\u00e9" . "\\x41"', 'é😀A')).toBe(true)
    expect(accepts('root ::= [^é]', 'é')).toBe(false)
    expect(accepts('root ::= [^é]', 'è')).toBe(true)
  })

  it('knows no bytes that are not UTF-8: overlong forms, surrogates, code points past the last', () => {
    const reads = (grammar: string, bytes: readonly number[]) => {
      const matcher = createMatcher(parseGrammar(grammar))
      let state: ReturnType<typeof matcher.next> = matcher.start
      for (const byte of bytes) state = state && matcher.next(state, byte)
      return state !== undefined
    }
    // "a" is 61; E0 begins U+0800 and above, F0 U+10000 and above.
    for (const bytes of [[0xe0], [0xf0], [0xc1, 0xa1]]) expect(reads('root ::= "a"', bytes), String(bytes)).toBe(false)
    for (const bytes of [
      [0xe0, 0x81],
      [0xf0, 0x80],
      [0xed, 0xa0],
      [0xf4, 0x90],
    ])
      expect(reads('root ::= .', bytes), String(bytes)).toBe(false)
    for (const text of ['ࠀ', '퟿', '\u{e000}', '\u{10000}', '\u{10ffff}']) expect(accepts('root ::= .', text), text).toBe(true)
  })

  it.each([
    ['a ::= "x"', /no rule "root"/],
    ['root ::= other', /"other", which is not defined/],
    ['root ::= root "x" | "y"', /begin with itself/],
    ['root ::= "open', /Line 1 .* not closed/],
    ['root ::= "a"\nroot ::= "b"', /Line 2 .* twice/],
    ['root ::= "a"{3,1}', /empty or longer/],
  ])('refuses %s', (text, reason) => {
    expect(() => parseGrammar(text)).toThrow(reason)
    expect(() => parseGrammar(text)).toThrow(GrammarError)
  })
})

describe('a JSON schema', () => {
  const schema = {
    type: 'object',
    properties: {
      name: { type: 'string', maxLength: 5 },
      age: { type: 'integer' },
      tags: { type: 'array', items: { enum: ['a', 'b"c'] }, minItems: 1, maxItems: 2 },
      next: { anyOf: [{ type: 'null' }, { $ref: '#' }] },
    },
    required: ['age'],
  }

  it('accepts what fits and nothing else', () => {
    const text = grammarOfSchema(schema)
    for (const yes of ['{"age": 3}', '{"name":"Ada","age":-1,"tags":["b\\"c","a"],"next":{"age":0,"next":null}}'])
      expect(accepts(text, yes), yes).toBe(true)
    for (const no of [
      '{}',
      '{"name":"Ada"}',
      '{"age":1.5}',
      '{"age":1,"tags":[]}',
      '{"age":1,"tags":["a","a","a"]}',
      '{"age":1,"x":2}',
      '{"name":"Augusta","age":1}',
      '{"age":1',
    ])
      expect(accepts(text, no), no).toBe(false)
  })

  it('accepts any JSON where the schema says nothing', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), (json) => accepts(grammarOfSchema({}), json)),
      { numRuns: 60 },
    )
  })

  it('says what it cannot keep to', () => {
    expect(() => grammarOfSchema({ type: 'string', pattern: '^a' })).toThrow(/"pattern"/)
    expect(() => grammarOfSchema({ type: 'text' })).toThrow(/"text"/)
    expect(() => grammarOfSchema({ $ref: '#/nowhere' })).toThrow(/nowhere/)
  })
})

it('leaves a model only tokens that lead to a text of the grammar, and the end where it is complete', () => {
  const tokens = ['', 'ye', 'yes', 's', 'no', 'n', 'o', ' yes', 'é'.slice(0, 1), 'x']
  const vocabulary = { vocabSize: tokens.length, bytesOf: (id: number) => (id === 0 ? undefined : new TextEncoder().encode(tokens[id])) }
  const process = constrainToGrammar(parseGrammar('root ::= "yes" | "no"'), vocabulary, { endIds: [0], promptLength: 1 })
  const allowedAfter = (...ids: number[]) => {
    const logits = new Float32Array(tokens.length)
    process(logits, [9, ...ids])
    return tokens.filter((_, id) => logits[id] === 0)
  }
  expect(allowedAfter()).toEqual(['ye', 'yes', 'no', 'n'])
  expect(allowedAfter(1)).toEqual(['s'])
  expect(allowedAfter(1, 3)).toEqual([''])
})
