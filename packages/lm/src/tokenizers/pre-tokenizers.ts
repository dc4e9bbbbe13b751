import { z } from 'zod'

import { type AlignedText, originalSpan, replaceMatches } from './aligned-text.ts'
import { byteLetters } from './byte-letters.ts'
import { type CutBehavior, cutMatches } from './cutting.ts'
import { prependText } from './normalizers.ts'
import { readPattern } from './pattern.ts'
import { cutScripts } from './scripts.ts'
import { readPart } from './tokenizer-error.ts'
import { bertPunctuation } from './unicode.ts'

export type PreTokenizer = (piece: AlignedText) => AlignedText[]

/** The steps of a pre-tokenizer in order. A last step that only maps bytes to letters is told apart: the model does it, once a word. */
export type PreTokenization = { readonly steps: readonly PreTokenizer[]; readonly byteLevel: boolean }

/** Letters with the contractions of English, numbers and other signs, each with one space before it (openai/gpt-2, src/encoder.py). */
export const gpt2Pattern =
  /'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu

const behavior = z.enum(['Removed', 'Isolated', 'MergedWithPrevious', 'MergedWithNext', 'Contiguous'])
const byteLevel = z.object({ add_prefix_space: z.boolean(), use_regex: z.boolean().default(true) })
const metaspace = z.object({
  replacement: z.string().length(1),
  prepend_scheme: z.enum(['always', 'first', 'never']).optional(),
  add_prefix_space: z.boolean().default(true),
  split: z.boolean().default(true),
})

/** `pre_tokenizer` of a tokenizer.json, by its `type`. ByteLevel and Sequence give several steps. */
const readers: Record<string, (json: unknown) => readonly Step[]> = {
  Sequence: (json) =>
    z
      .object({ pretokenizers: z.array(z.unknown()) })
      .parse(json)
      .pretokenizers.flatMap(readSteps),
  ByteLevel: (json) => byteLevelSteps(byteLevel.parse(json)),
  BertPreTokenizer: () => [by(/\p{White_Space}+/gu, 'Removed'), by(bertPunctuation, 'Isolated')],
  Whitespace: () => [by(/[\p{L}\p{M}\p{Nd}\p{Pc}]+|[^\p{L}\p{M}\p{Nd}\p{Pc}\p{White_Space}]+/gu, 'Removed', true)],
  WhitespaceSplit: () => [by(/\p{White_Space}/gu, 'Removed')],
  CharDelimiterSplit: (json) => [by(readPattern({ String: z.object({ delimiter: z.string() }).parse(json).delimiter }), 'Removed')],
  Metaspace: (json) => [metaspaceStep(metaspace.parse(json))],
  Punctuation: (json) => [by(bertPunctuation, z.object({ behavior: behavior.default('Isolated') }).parse(json).behavior)],
  Digits: (json) => [by(/\p{N}/gu, z.object({ individual_digits: z.boolean() }).parse(json).individual_digits ? 'Isolated' : 'Contiguous')],
  UnicodeScripts: () => [cutScripts],
  FixedLength: (json) => [
    by(new RegExp(`[\\s\\S]{1,${z.object({ length: z.int().min(1).max(1e6) }).parse(json).length}}`, 'gu'), 'Isolated'),
  ],
  Split: (json) => {
    const { pattern, ...how } = z.object({ pattern: z.unknown(), behavior, invert: z.boolean().default(false) }).parse(json)
    return [by(readPattern(pattern), how.behavior, how.invert)]
  },
}

/** `bytes` marks the step that maps each byte to its letter. */
type Step = PreTokenizer | 'bytes'

/** The pre-tokenizer that a tokenizer.json describes; null cuts nothing. Throws TokenizerError for a type unknown or badly described. */
export function readPreTokenizer(json: unknown): PreTokenization {
  const steps = json === null || json === undefined ? [] : readSteps(json)
  const last = steps.at(-1) === 'bytes'
  const kept = last ? steps.slice(0, -1) : steps
  return { steps: kept.map((step) => (step === 'bytes' ? (piece) => [byteLetters(piece)] : step)), byteLevel: last }
}

/** A cutter by a global pattern. */
export function by(pattern: RegExp, how: CutBehavior, invert = false): PreTokenizer {
  return (piece) => cutMatches(piece, pattern, how, invert)
}

function readSteps(json: unknown): readonly Step[] {
  return readPart('pre-tokenizer', json, readers)
}

function byteLevelSteps(options: z.infer<typeof byteLevel>): Step[] {
  const space: PreTokenizer = (piece) => [piece.text.startsWith(' ') ? piece : prependText(piece, ' ')]
  return [...(options.add_prefix_space ? [space] : []), ...(options.use_regex ? [by(gpt2Pattern, 'Isolated')] : []), 'bytes']
}

/** Spaces become a visible sign, and a text without one at its front gets one: always, or only at the very beginning. */
function metaspaceStep(options: z.infer<typeof metaspace>): PreTokenizer {
  const { replacement } = options
  const scheme = options.prepend_scheme ?? (options.add_prefix_space ? 'always' : 'never')
  const cut = by(readPattern({ String: replacement }), 'MergedWithNext')
  return (piece) => {
    let signed = replaceMatches(piece, / /g, () => replacement)
    const wanted = scheme === 'always' || (scheme === 'first' && originalSpan(signed, 0, 0)[0] === 0)
    if (wanted && !signed.text.startsWith(replacement)) signed = prependText(signed, replacement)
    return options.split ? cut(signed) : [signed]
  }
}
