import { z } from 'zod'

import { fromByteLetters } from './byte-letters.ts'
import { readPattern } from './pattern.ts'
import { readPart } from './tokenizer-error.ts'

/** From token texts to texts that are joined without anything between. */
export type Decoder = (tokens: readonly string[]) => string[]

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
const strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true })

/** `decoder` of a tokenizer.json, by its `type`. */
const readers: Record<string, (json: unknown) => Decoder> = {
  Sequence: (json) => {
    const steps = z
      .object({ decoders: z.array(z.unknown()) })
      .parse(json)
      .decoders.map(readDecoder)
    return (tokens) => steps.reduce((texts, step) => step(texts), [...tokens])
  },
  ByteLevel: () => (tokens) => [decodeByteLetters(tokens)],
  ByteFallback: () => joinByteTokens,
  Fuse: () => (tokens) => [tokens.join('')],
  WordPiece: (json) => {
    const { prefix, cleanup } = z.object({ prefix: z.string().default('##'), cleanup: z.boolean().default(true) }).parse(json)
    return (tokens) => tokens.map((token, i) => wordPieceText(token, i, prefix, cleanup))
  },
  Metaspace: (json) => metaspaceDecoder(metaspace.parse(json)),
  BPEDecoder: (json) => {
    const { suffix } = z.object({ suffix: z.string().default('</w>') }).parse(json)
    return (tokens) => tokens.map((token, i) => (suffix === '' ? token : token.replaceAll(suffix, i === tokens.length - 1 ? '' : ' ')))
  },
  Replace: (json) => {
    const { pattern, content } = z.object({ pattern: z.unknown(), content: z.string() }).parse(json)
    const regex = readPattern(pattern)
    return (tokens) => tokens.map((token) => token.replace(regex, () => content))
  },
  Strip: (json) => {
    const { content, start, stop } = z
      .object({ content: z.string(), start: z.int().nonnegative(), stop: z.int().nonnegative() })
      .parse(json)
    return (tokens) => tokens.map((token) => stripLetters(token, content, start, stop))
  },
  CTC: (json) => ctcDecoder(ctc.parse(json)),
}

const metaspace = z.object({
  replacement: z.string().length(1),
  prepend_scheme: z.enum(['always', 'first', 'never']).optional(),
  add_prefix_space: z.boolean().default(true),
})
const ctc = z.object({ pad_token: z.string(), word_delimiter_token: z.string(), cleanup: z.boolean() })

/** The decoder that a tokenizer.json describes; null puts a space between tokens. Throws TokenizerError for a type unknown or badly described. */
export function readDecoder(json: unknown): Decoder {
  if (json === null || json === undefined) return (tokens) => [tokens.join(' ')]
  return readPart('decoder', json, readers)
}

/** Bytes that a token of a byte-level vocabulary stands for; one with other letters (an added token) stands for its own text. */
export function byteLetterBytes(token: string): Uint8Array {
  return fromByteLetters(token) ?? new TextEncoder().encode(token)
}

/** The byte of a token such as `<0x0A>`. */
export function fallbackByte(token: string): number | undefined {
  return /^<0x[0-9A-Fa-f]{2}>$/.test(token) ? Number.parseInt(token.slice(3, 5), 16) : undefined
}

/** Bytes as text, broken UTF-8 as U+FFFD (WHATWG Encoding); a byte order mark stays. */
export function decodeUtf8(bytes: Uint8Array): string {
  return utf8.decode(bytes)
}

function decodeByteLetters(tokens: readonly string[]): string {
  const parts = tokens.map(byteLetterBytes)
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return decodeUtf8(bytes)
}

/** Runs of byte tokens become text; in a run that is no UTF-8 every byte becomes U+FFFD, as the reference does. */
function joinByteTokens(tokens: readonly string[]): string[] {
  const texts: string[] = []
  let run: number[] = []
  const flush = () => {
    if (run.length === 0) return
    try {
      texts.push(strict.decode(Uint8Array.from(run)))
    } catch {
      texts.push(...run.map(() => '\ufffd'))
    }
    run = []
  }
  for (const token of tokens) {
    const byte = fallbackByte(token)
    if (byte !== undefined) run.push(byte)
    else {
      flush()
      texts.push(token)
    }
  }
  flush()
  return texts
}

function wordPieceText(token: string, index: number, prefix: string, cleanup: boolean): string {
  let text = token
  if (index > 0) text = token.startsWith(prefix) ? token.slice(prefix.length) : ` ${token}`
  return cleanup ? cleanSpaces(text) : text
}

/** The spaces that English does not write: before full stops and commas, inside contractions. */
function cleanSpaces(text: string): string {
  const contractions: [string, string][] = [
    [" ' ", "'"],
    [" n't", "n't"],
    [" 'm", "'m"],
    [' do not', " don't"],
    [" 's", "'s"],
    [" 've", "'ve"],
    [" 're", "'re"],
  ]
  const signs: [string, string][] = [' .', ' ?', ' !', ' ,'].map((sign) => [sign, sign[1]])
  return [...signs, ...contractions].reduce((clean, [from, to]) => clean.replaceAll(from, to), text)
}

function metaspaceDecoder(options: z.infer<typeof metaspace>): Decoder {
  const scheme = options.prepend_scheme ?? (options.add_prefix_space ? 'always' : 'never')
  return (tokens) =>
    tokens.map((token, i) => {
      const first = i === 0 && scheme !== 'never' && token.startsWith(options.replacement)
      return (first ? token.slice(1) : token).replaceAll(options.replacement, ' ')
    })
}

function stripLetters(token: string, letter: string, start: number, stop: number): string {
  let from = 0
  let to = token.length
  while (from < start && from < to && token[from] === letter) from++
  while (token.length - to < stop && to > from && token[to - 1] === letter) to--
  return token.slice(from, to)
}

/** Connectionist temporal classification: repeats fall together, then blanks go. */
function ctcDecoder({ pad_token, word_delimiter_token, cleanup }: z.infer<typeof ctc>): Decoder {
  return (tokens) =>
    tokens
      .filter((token, i) => token !== tokens[i - 1])
      .map((token) => token.replaceAll(pad_token, ''))
      .map((token) => (cleanup ? cleanSpaces(token).replaceAll(word_delimiter_token, ' ') : token))
      .filter((token) => token !== '')
}
