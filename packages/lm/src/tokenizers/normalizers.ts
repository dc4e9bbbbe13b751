import { z } from 'zod'

import { AlignedBuilder, type AlignedText, replaceMatches, sliceAligned } from './aligned-text.ts'
import { byteLetters } from './byte-letters.ts'
import { lowerCase } from './lower-case.ts'
import { readPattern } from './pattern.ts'
import { precompiledNormalizer } from './precompiled.ts'
import { readPart } from './tokenizer-error.ts'
import { bertControl, chinese, isAscii, whiteSpace } from './unicode.ts'
import { type UnicodeForm, unicodeForm } from './unicode-form.ts'

export type Normalizer = (aligned: AlignedText) => AlignedText
type Reader = (json: unknown) => Normalizer

/** `normalizer` of a tokenizer.json, by its `type`. */
const readers: Record<string, Reader> = {
  Sequence: (json) => {
    const steps = z
      .object({ normalizers: z.array(z.unknown()) })
      .parse(json)
      .normalizers.map(readNormalizer)
    return (aligned) => steps.reduce((text, step) => step(text), aligned)
  },
  NFC: () => inForm('NFC'),
  NFD: () => inForm('NFD'),
  NFKC: () => inForm('NFKC'),
  NFKD: () => inForm('NFKD'),
  Lowercase: () => lowerCase,
  StripAccents: () => stripMarks,
  Strip: (json) => {
    const sides = z.object({ strip_left: z.boolean(), strip_right: z.boolean() }).parse(json)
    return (aligned) => strip(aligned, sides.strip_left, sides.strip_right)
  },
  Replace: (json) => {
    const { pattern, content } = z.object({ pattern: z.unknown(), content: z.string() }).parse(json)
    const regex = readPattern(pattern)
    return (aligned) => replaceMatches(aligned, regex, () => content)
  },
  Prepend: (json) => {
    const { prepend } = z.object({ prepend: z.string() }).parse(json)
    return (aligned) => (aligned.text === '' ? aligned : prependText(aligned, prepend))
  },
  BertNormalizer: (json) => bertNormalizer(bertOptions.parse(json)),
  Nmt: () => (aligned) =>
    replaceMatches(
      replaceMatches(aligned, nmtRemoved, () => ''),
      nmtSpace,
      () => ' ',
    ),
  Precompiled: (json) => precompiledNormalizer(z.object({ precompiled_charsmap: z.string() }).parse(json).precompiled_charsmap),
  ByteLevel: () => byteLetters,
}

const bertOptions = z.object({
  clean_text: z.boolean().default(true),
  handle_chinese_chars: z.boolean().default(true),
  strip_accents: z.boolean().nullish(),
  lowercase: z.boolean().default(true),
})

/** SentencePiece's nmt rules: what goes, and what becomes a space. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
const nmtRemoved = /[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]/g
const nmtSpace = /[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]/g

/** The normalizer that a tokenizer.json describes; null is none. Throws TokenizerError for a type unknown or badly described. */
export function readNormalizer(json: unknown): Normalizer {
  return json === null || json === undefined ? (aligned) => aligned : readPart('normalizer', json, readers)
}

/** A text put before another one; it stands for no place of the original. */
export function prependText(aligned: AlignedText, text: string): AlignedText {
  const builder = new AlignedBuilder(aligned)
  builder.replace(0, 0, text)
  builder.keep(0, aligned.text.length)
  return builder.finish()
}

function inForm(form: UnicodeForm): Normalizer {
  return (aligned) => (isAscii(aligned.text) ? aligned : unicodeForm(aligned, form))
}

function stripMarks(aligned: AlignedText): AlignedText {
  return isAscii(aligned.text) ? aligned : replaceMatches(aligned, /\p{Mn}+/gu, () => '')
}

function strip(aligned: AlignedText, left: boolean, right: boolean): AlignedText {
  let start = 0
  let end = aligned.text.length
  while (left && start < end && whiteSpace.test(aligned.text[start])) start++
  while (right && end > start && whiteSpace.test(aligned.text[end - 1])) end--
  return sliceAligned(aligned, start, end)
}

/** BERT's own order: clean, set Chinese characters apart, strip accents (by default where lower case is asked for), lower case. */
function bertNormalizer(options: z.infer<typeof bertOptions>): Normalizer {
  const withoutAccents = options.strip_accents ?? options.lowercase
  return (aligned) => {
    let text = aligned
    if (options.clean_text)
      text = replaceMatches(
        replaceMatches(text, bertControl, () => ''),
        /\p{White_Space}/gu,
        () => ' ',
      )
    if (!isAscii(text.text)) {
      if (options.handle_chinese_chars) text = replaceMatches(text, chinese, (letter) => ` ${letter} `)
      if (withoutAccents) text = stripMarks(unicodeForm(text, 'NFD'))
    }
    return options.lowercase ? lowerCase(text) : text
  }
}
