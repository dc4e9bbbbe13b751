import { z } from 'zod'

import { TokenizerError } from './tokenizer-error.ts'

const patternJson = z.union([z.object({ String: z.string() }), z.object({ Regex: z.string().max(20_000) })])

/** A pattern of a tokenizer.json, `{"String": …}` or `{"Regex": …}`, as a global expression of JavaScript. */
export function readPattern(json: unknown): RegExp {
  const pattern = patternJson.parse(json)
  return 'String' in pattern ? new RegExp(escaped(pattern.String), 'gu') : translatePattern(pattern.Regex)
}

const word = '\\p{L}\\p{M}\\p{Nd}\\p{Pc}'
/** Escapes that mean something else, or nothing, in JavaScript: what stands inside a character class for each. */
const classes: Record<string, string> = { s: '\\p{White_Space}', d: '\\p{Nd}', w: word, h: '0-9a-fA-F' }
const anchors: Record<string, string> = {
  A: '(?<![\\s\\S])',
  z: '(?![\\s\\S])',
  Z: '(?=\\n?(?![\\s\\S]))',
  b: `(?:(?<=[${word}])(?![${word}])|(?<![${word}])(?=[${word}]))`,
  B: `(?:(?<=[${word}])(?=[${word}])|(?<![${word}])(?![${word}]))`,
}
const controls: Record<string, string> = { a: '\\x07', e: '\\x1b' }
const posix: Record<string, string> = {
  alpha: '\\p{L}\\p{M}',
  digit: '\\p{Nd}',
  alnum: '\\p{L}\\p{M}\\p{Nd}',
  space: '\\p{White_Space}',
  upper: '\\p{Lu}',
  lower: '\\p{Ll}',
  punct: '\\p{P}\\p{S}',
  cntrl: '\\p{Cc}',
  xdigit: '0-9a-fA-F',
  word,
}

/**
 * An expression in the words of Oniguruma and Rust's fancy-regex (what tokenizer.json holds) as one of JavaScript:
 * Unicode senses of \s \d \w \b, \p{Script}, possessive quantifiers and atomic groups, bare flags, POSIX classes.
 * Throws TokenizerError where there is no such expression in JavaScript.
 */
export function translatePattern(source: string): RegExp {
  try {
    return new RegExp(new Translation(source).result(), 'gmu')
  } catch (cause) {
    if (cause instanceof TokenizerError) throw cause
    throw new TokenizerError(
      'tokenizer-unsupported',
      `this tokenizer cuts text by /${source.slice(0, 200)}/, which JavaScript cannot run`,
      { cause },
    )
  }
}

/** One walk over a source; `#atom` is where the last thing that can be repeated begins in the output. */
class Translation {
  readonly #source: string
  #at = 0
  #out = ''
  #atom = 0
  #atomic = 0
  readonly #groups: { start: number; close: string }[] = []
  #openFlags = 0

  constructor(source: string) {
    this.#source = source
  }

  result(): string {
    while (this.#at < this.#source.length) this.#step()
    return this.#out + ')'.repeat(this.#openFlags)
  }

  #step(): void {
    const rest = this.#source.slice(this.#at, this.#at + 16)
    const letter = rest[0]
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(rest)
    if (quantifier) this.#quantifier(quantifier[0])
    else if (letter === '(') this.#open(rest)
    else if (letter === ')') this.#close()
    else if (letter === '[') this.#emit(this.#class())
    else if (letter === '\\') this.#emit(this.#escape(false))
    else this.#plain(letter)
  }

  #plain(letter: string): void {
    this.#at++
    if (letter === '.') this.#emit('[^\\n]')
    else this.#emit('{}]'.includes(letter) ? `\\${letter}` : letter)
  }

  #emit(text: string): void {
    this.#atom = this.#out.length
    this.#out += text
  }

  /** `X?+` takes all it can and gives nothing back: in JavaScript a look-ahead that captures, then what it captured. */
  #quantifier(text: string): void {
    this.#at += text.length
    this.#out += text
    const next = this.#source[this.#at]
    if (next === '?') {
      this.#at++
      this.#out += '?'
    } else if (next === '+') {
      this.#at++
      this.#out = this.#out.slice(0, this.#atom) + this.#kept(this.#out.slice(this.#atom))
    }
  }

  #kept(inner: string): string {
    const name = `kept${this.#atomic++}`
    return `(?:(?=(?<${name}>${inner}))\\k<${name}>)`
  }

  #open(rest: string): void {
    const flag = /^\(\?([imsx]+)\)/.exec(rest)
    if (flag) {
      this.#at += flag[0].length
      this.#out += `(?${jsFlags(flag[1])}:`
      this.#openFlags++
      return
    }
    const start = this.#out.length
    const name = `kept${this.#atomic}`
    const atomic = rest.startsWith('(?>')
    if (atomic) this.#atomic++
    const opening = atomic ? `(?:(?=(?<${name}>` : /^\((?:\?(?:<?[=!]|<\w+>|[a-z-]*:))?/.exec(rest)![0]
    this.#at += atomic ? 3 : opening.length
    this.#out += opening
    this.#groups.push({ start, close: atomic ? `))\\k<${name}>)` : ')' })
  }

  #close(): void {
    const group = this.#groups.pop()
    if (!group) throw new SyntaxError('unbalanced )')
    this.#at++
    this.#out += group.close
    this.#atom = group.start
  }

  #class(): string {
    let text = this.#source[this.#at + 1] === '^' ? '[^' : '['
    this.#at += text.length
    if (this.#source[this.#at] === ']') text += this.#literal()
    while (this.#source[this.#at] !== ']') {
      if (this.#at >= this.#source.length) throw new SyntaxError('class without end')
      text += this.#classPart()
    }
    this.#at++
    return `${text}]`
  }

  #classPart(): string {
    const rest = this.#source.slice(this.#at, this.#at + 16)
    if (rest.startsWith('\\')) return this.#escape(true)
    const named = /^\[:(\w+):\]/.exec(rest)
    if (named && posix[named[1]]) {
      this.#at += named[0].length
      return posix[named[1]]
    }
    if (rest.startsWith('[') || rest.startsWith('&&')) throw new SyntaxError('nested class')
    return this.#literal()
  }

  #literal(): string {
    const letter = String.fromCodePoint(this.#source.codePointAt(this.#at)!)
    this.#at += letter.length
    return '[]\\'.includes(letter) ? `\\${letter}` : letter
  }

  #escape(inClass: boolean): string {
    const rest = this.#source.slice(this.#at + 1)
    const property = /^([pP])(?:\{(\^?)([^}]+)\}|(\w))/.exec(rest) ?? /^x\{([0-9a-fA-F]+)\}/.exec(rest)
    if (property) {
      this.#at += 1 + property[0].length
      return property[0].startsWith('x')
        ? `\\u{${property[1]}}`
        : propertyText((property[1] === 'P') !== (property[2] === '^'), property[3] ?? property[4])
    }
    const letter = rest[0]
    if (letter === undefined) throw new SyntaxError('\\ at the end')
    this.#at += 2
    if (letter in classes) return inClass ? classes[letter] : `[${classes[letter]}]`
    const lower = letter.toLowerCase()
    if (letter !== lower && lower in classes) return negated(classes[lower], inClass)
    if (!inClass && letter in anchors) return anchors[letter]
    if (letter in controls) return controls[letter]
    // Only letters that JavaScript knows keep their backslash; it refuses one before most other signs.
    return /[a-zA-Z0-9^$\\.*+?()[\]{}|/-]/.test(letter) && (letter !== '-' || inClass) ? `\\${letter}` : letter
  }
}

function negated(inside: string, inClass: boolean): string {
  if (!inClass) return `[^${inside}]`
  if (/^\\p\{\w+\}$/.test(inside)) return `\\P${inside.slice(2)}`
  throw new SyntaxError('negated class inside a class')
}

/** JavaScript knows general categories by their bare name, scripts only with `Script=`. */
function propertyText(negative: boolean, name: string): string {
  const p = negative ? '\\P' : '\\p'
  try {
    new RegExp(`\\p{${name}}`, 'u')
    return `${p}{${name}}`
  } catch {
    return `${p}{Script=${name}}`
  }
}

function jsFlags(flags: string): string {
  return flags.replace(/[^ims]/g, '').replace('m', 's')
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
